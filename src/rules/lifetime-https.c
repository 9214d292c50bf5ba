/*
 * lifetime-https: LifeTime reaches its environments over HTTPS only, so something has to answer it.
 *
 * Takes the protocols of the zone with Service Center: its load balancer or servers, and the proxies in front of
 * it; reports where none answers HTTPS (LT-010). The older pages let LifeTime fall back to HTTP (AMB-38).
 */
#include "rules/rules.h"

static bool any_answers(const struct plan *plan, struct group devices)
{
    for (uint32_t i = 0; i < devices.count; i++)
        if (plan_answers(plan, devices.items[i], "https"))
            return true;
    return false;
}

/* A load balancer that does not end SSL answers HTTPS only as far as the servers behind it do. */
static bool balancer_answers(const struct check *check, const struct plan_zone *zone)
{
    return plan_answers(check->plan, zone->balancer, "https") &&
           (model_switch(check->model, zone->balancer, KEYWORD_SSL_OFFLOADING, false) ||
            any_answers(check->plan, zone->servers));
}

static struct place where(const struct check *check, object_t device)
{
    const struct field *field = model_field(check->model, device, KEYWORD_PROTOCOLS);
    return field ? field->place : model_object(check->model, device)->place;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_zone *zone = rule_service_center(check);
    if (!zone || !check->environment->managed || check->environment->lifetime ||
        !model_covers(check->model, "LT-010"))
        return;
    struct group entrance = zone->servers;
    if (zone->balancer)
        entrance = (struct group){&zone->balancer, 1};
    if (!entrance.count || any_answers(check->plan, zone->proxies) ||
        (zone->balancer ? balancer_answers(check, zone) : any_answers(check->plan, entrance)))
        return;
    if (zone->balancer && plan_answers(check->plan, zone->balancer, "https"))
        entrance = zone->servers; /* there HTTPS is missing */

    struct finding *finding = rule_report(
        check, rule, where(check, entrance.items[0]),
        "LifeTime needs HTTPS to reach '%s', but %s %s only HTTP",
        model_name(check->model, check->object), rule_things(check, entrance),
        entrance.count > 1 ? "answer" : "answers");
    finding_label(check->diagnostics, finding, "no HTTPS here");
    for (uint32_t i = 0; i < zone->proxies.count; i++)
        finding_relate(check->diagnostics, finding, where(check, zone->proxies.items[i]),
                       "nor at the proxy in front");
    if (check->environment->manage)
        finding_relate(check->diagnostics, finding, check->environment->manage->place,
                       "LifeTime manages it");
    finding_help(check->diagnostics, finding,
                 "serve HTTPS there (protocols http, https;) or on a reverse proxy in front");
    finding_cite(check->diagnostics, finding, "LT-010");
}

const struct rule rule_lifetime_https = {
    .info = {"lifetime-https", SEVERITY_ERROR,
             "an environment of LifeTime where nothing answers HTTPS"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
