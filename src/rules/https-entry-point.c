/*
 * https-entry-point: mobile and reactive web apps need HTTPS where end users come in.
 *
 * Takes environments whose app types are stated, and what their entry points answer: the
 * environment as a whole, and for each zone the outermost proxies, else the load balancer, else the
 * servers; reports one that answers HTTP only (NET-003, NET-034, NET-052, AMB-24).
 */
#include "rules/rules.h"

static void tell(const struct check *check, const struct rule *rule, object_t entry)
{
    const struct field *field = model_field(check->model, entry, KEYWORD_PROTOCOLS);
    struct finding *finding = rule_report(
        check, rule, field->place, "users come to '%s' through '%s', which answers HTTP only",
        model_name(check->model, check->environment->object), model_name(check->model, entry));
    finding_label(check->diagnostics, finding, "mobile and reactive web apps need HTTPS here");
    struct data apps = model_data(check->model, check->environment->object, KEYWORD_APP_TYPES);
    finding_relate(check->diagnostics, finding, datum_place(&apps.items[0]), "the types of apps");
    finding_help(check->diagnostics, finding,
                 "let it answer HTTPS: protocols https; or protocols http, https;");
    finding_cite(check->diagnostics, finding, "NET-003");
    object_t flow = model_catalogue(check->model, KIND_FLOW, "access-https-of-apps");
    if (flow) /* each page has an entry of its own for it */
        rule_cite(check, finding, model_data(check->model, flow, KEYWORD_CATALOGUE));
}

static bool is_http_only(const struct check *check, object_t entry)
{
    return model_state(check->model, entry, KEYWORD_PROTOCOLS) == STATE_STATED &&
           !plan_answers(check->plan, entry, "https");
}

static void look(const struct check *check, const struct rule *rule)
{
    object_t environment = check->environment->object;
    const struct plan_zone *zone = check->zone;
    struct group entries = zone->proxies.count ? zone->proxies : zone->servers;
    if (!model_has_word(check->model, environment, KEYWORD_APP_TYPES, "mobile") &&
        !model_has_word(check->model, environment, KEYWORD_APP_TYPES, "reactive-web"))
        return;
    if (plan_enforces_https(check->plan, check->environment)) /* https-enforced says it */
        return;
    bool first = zone == &check->plan->zones.items[check->environment->zones];
    if (is_http_only(check, environment)) {
        if (first)
            tell(check, rule, environment);
        return;
    }
    if (!zone->proxies.count && zone->balancer)
        entries = (struct group){&zone->balancer, 1};
    for (uint32_t i = 0; i < entries.count; i++)
        if (is_http_only(check, entries.items[i]) &&
            !rule_is_inner(check, entries.items[i], zone->proxies))
            tell(check, rule, entries.items[i]);
}

const struct rule rule_https_entry_point = {
    .info = {"https-entry-point", SEVERITY_ERROR,
             "an entry point without HTTPS where mobile or reactive web apps run"},
    .kind = KIND_ZONE,
    .look = look,
};
