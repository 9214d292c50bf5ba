/*
 * connect-https: builders and AI Mentor Studio come in by HTTPS.
 *
 * Takes the openings whose source is an outside party and whose service is HTTPS, reports the
 * environment, or the first device on the way, that is stated to answer HTTP only, as badly as the
 * opening's closing would be (SAAS-001, SAAS-006, SAAS-017, SAAS-028).
 */
#include <string.h>

#include "rules/rules.h"

/* Whether FLOW is an outside party's that comes in by HTTPS. */
static bool comes_by_https(const struct model *model, const struct plan_flow *flow)
{
    struct data ports = field_ports(model_head(model, flow->why->flow));
    return !flow->hop && !flow->local && flow->why->closed != SEVERITY_OFF && ports.count == 1 &&
           ports.items[0].type == DATUM_OBJECT &&
           strcmp(model_name(model, ports.items[0].object), "https") == 0 && flow->sources.count &&
           model_object(model, flow->sources.items[0])->kind == KIND_ENDPOINT;
}

static bool is_http_only(const struct check *check, object_t object)
{
    return model_state(check->model, object, KEYWORD_PROTOCOLS) == STATE_STATED &&
           !plan_answers(check->plan, object, "https");
}

static void tell(const struct check *check, const struct rule *rule, const struct plan_flow *flow,
                 object_t object)
{
    const struct model *model = check->model;
    const struct field *protocols = model_field(model, object, KEYWORD_PROTOCOLS);
    struct finding *finding = rule_finding(
        object, report(check->diagnostics, &rule->info, protocols->place,
                       "%s comes in by HTTPS, and '%s' answers HTTP only",
                       model_label(model, flow->sources.items[0]), model_name(model, object)));
    if (finding->severity == rule->info.severity)
        finding->severity = (enum severity)flow->why->closed;
    finding_label(check->diagnostics, finding, "no HTTPS here");
    finding_help(check->diagnostics, finding, "let it answer HTTPS: protocols http, https;");
    for (uint32_t i = 0; i < flow->why->entry_count; i++)
        finding_cite(check->diagnostics, finding, flow->why->entries[i]);
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    for (uint32_t i = 0; i < plan->flows.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[i];
        if (!comes_by_https(check->model, flow) || !flow->destinations.count)
            continue;
        object_t around = model_object(check->model, flow->destinations.items[0])->environment;
        const struct plan_environment *environment = around ? plan_environment(plan, around) : NULL;
        if (!environment || !environment->sound)
            continue;
        struct group first =
            flow->via.count ? (struct group){flow->via.items, 1} : flow->destinations;
        if (is_http_only(check, around)) {
            tell(check, rule, flow, around);
            continue;
        }
        for (uint32_t d = 0; d < first.count; d++)
            if (is_http_only(check, first.items[d]))
                tell(check, rule, flow, first.items[d]);
    }
}

const struct rule rule_connect_https = {
    .info = {"connect-https", SEVERITY_ERROR,
             "a builder that comes in where only HTTP is answered"},
    .kind = KIND_TOP,
    .partial = true,
    .look = look,
};
