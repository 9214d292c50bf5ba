/*
 * containers-offloading: applications in containers need SSL to end before them.
 *
 * Takes zones that are hosted on containers; reports one without a reverse proxy or load balancer that ends SSL
 * before it (CONT-006).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_zone *zone = check->zone;
    struct group runtimes = plan_zone_containers(check->plan, zone);
    bool ends = zone->offloading.count > 0 ||
                (zone->balancer && model_switch(check->model, zone->balancer,
                                                KEYWORD_SSL_OFFLOADING, false));
    if (runtimes.count == 0 || ends)
        return;
    object_t before = zone->proxies.count ? zone->proxies.items[0] : zone->balancer;
    object_t place = zone->object ? zone->object : runtimes.items[0];
    struct finding *finding =
        rule_report(check, rule, model_object(check->model, place)->place,
                    before ? "SSL does not end before the containers of '%s'"
                           : "nothing before the containers of '%s' ends SSL",
                    zone->object ? zone->name
                                 : model_name(check->model, check->environment->object));
    finding_label(check->diagnostics, finding, "applications in containers answer HTTP only");
    if (before) {
        rule_relate(check, finding, before, "stands before them");
        finding_help(check->diagnostics, finding, "let '%s' end SSL: ssl-offloading on;",
                     model_name(check->model, before));
    } else {
        finding_help(check->diagnostics, finding,
                     "put a reverse proxy or load balancer with `ssl-offloading on` before them");
    }
    finding_cite(check->diagnostics, finding, "CONT-006");
}

const struct rule rule_containers_offloading = {
    .info = {"containers-offloading", SEVERITY_ERROR, "containers without SSL offloading before them"},
    .kind = KIND_ZONE,
    .look = look,
};
