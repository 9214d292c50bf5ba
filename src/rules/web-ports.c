/*
 * web-ports: behind a proxy or load balancer the web answers on its standard ports.
 *
 * Takes the ports that an environment configures for HTTP and HTTPS, warns of each that is not the
 * catalogue's own where something stands in front of the servers (BEY-013, BEY-083).
 */
#include "rules/rules.h"

/* What stands in front of ENVIRONMENT, or 0. */
static object_t in_front(const struct plan_environment *environment)
{
    return environment->proxies.count     ? environment->proxies.items[0]
           : environment->balancers.count ? environment->balancers.items[0]
                                          : 0;
}

static bool is_standard(const struct check *check, object_t service, const struct ports *ports)
{
    struct data standard = model_data(check->model, service, KEYWORD_PORT);
    for (uint32_t i = 0; i < standard.count; i++)
        if (standard.items[i].type == DATUM_PORTS &&
            standard.items[i].first == ports->first &&
            standard.items[i].last == ports->last)
            return true;
    return standard.count == 0;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    object_t front = in_front(check->environment);
    const struct field *field =
        front ? model_field(model, check->object, KEYWORD_CONFIGURED_PORT) : NULL;
    for (; field; field = model_next(model, check->object, field)) {
        object_t service = field_operand(field, 0).items[0].object;
        if (service != model_catalogue(model, KIND_SERVICE, "http") &&
            service != model_catalogue(model, KIND_SERVICE, "https"))
            continue;
        struct ports ports = datum_ports(field_operand(field, 1).items);
        if (is_standard(check, service, &ports))
            continue;
        struct data standard = model_data(model, service, KEYWORD_PORT);
        struct ports usual = datum_ports(standard.items);
        const char *right = ports_text(check->diagnostics->arena, &usual);
        struct finding *finding = rule_report(
            check, rule, field->place, "%s of '%s' is on %s behind '%s'",
            model_label(model, service), model_name(model, check->object),
            ports_text(check->diagnostics->arena, &ports), model_name(model, front));
        finding_label(check->diagnostics, finding, "only the standard port is supported there");
        finding_relate(check->diagnostics, finding, model_object(model, front)->place,
                       "in front of the servers");
        finding_help(check->diagnostics, finding,
                     "let servers answer on %s, and leave this statement out", right);
        finding_expect(check->diagnostics, finding, right);
        finding_cite(check->diagnostics, finding, "BEY-013 BEY-083");
    }
}

const struct rule rule_web_ports = {
    .info = {"web-ports", SEVERITY_WARNING,
             "HTTP or HTTPS on a port of its own behind a proxy or load balancer"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
