/*
 * cloud-private-connection: corporate systems on the cloud that OutSystems Cloud runs on are
 * connected by its gateway.
 *
 * Takes the lines between OutSystems Cloud and places whose provider is the one that OutSystems
 * Cloud itself stands with; reports a VPN or the internet there, where a transit gateway belongs
 * (CLOUD-019). Places of no stated provider are passed over.
 */
#include <string.h>

#include "rules/rules.h"

static bool in_cloud(const struct check *check, object_t object)
{
    const struct plan_environment *environment = plan_environment(check->plan, object);
    return environment && environment->cloud;
}

static void tell(const struct check *check, const struct rule *rule, const struct plan_line *line,
                 object_t system)
{
    const struct field *kind = model_field(check->model, line->link, KEYWORD_LINK_KIND);
    struct finding *finding = rule_report(
        check, rule, kind ? kind->place : model_object(check->model, line->link)->head,
        "'%s' is connected to OutSystems Cloud by %s", model_path(check->model, system),
        strcmp(line->kind, "internet") == 0 ? "the internet" : "VPN");
    finding_label(check->diagnostics, finding, "both run on %s",
                  model_label(check->model, plan_provider(check->plan, system)));
    finding_help(check->diagnostics, finding,
                 "use the private connection within it: kind transit-gateway;");
    finding_expect(check->diagnostics, finding, "transit-gateway");
    finding_cite(check->diagnostics, finding, "CLOUD-019");
}

static void look(const struct check *top, const struct rule *rule)
{
    for (uint32_t i = 0; i < top->plan->lines.count; i++) {
        const struct plan_line *line = &top->plan->lines.items[i];
        bool from = in_cloud(top, line->source), to = in_cloud(top, line->destination);
        object_t system = from ? line->destination : line->source;
        object_t cloud = from ? line->source : line->destination;
        struct check check = *top;
        check.object = system;
        if (from != to && plan_provider(top->plan, system) &&
            plan_provider(top->plan, system) == plan_provider(top->plan, cloud) &&
            (strcmp(line->kind, "vpn") == 0 || strcmp(line->kind, "internet") == 0))
            tell(&check, rule, line, system);
    }
}

const struct rule rule_cloud_private_connection = {
    .info = {"cloud-private-connection", SEVERITY_WARNING,
             "a system on AWS that is connected to OutSystems Cloud by VPN or the internet"},
    .kind = KIND_TOP,
    .look = look,
};
