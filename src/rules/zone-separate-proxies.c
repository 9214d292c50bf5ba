/*
 * zone-separate-proxies: two audiences are easier to keep apart with two proxies.
 *
 * Takes the zones of an environment behind one proxy device, advises where one is for the internet alone and
 * another for the intranet alone (ZONE-011).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    if (environment->devices != 1 || !environment->proxies.count)
        return;
    const struct plan_zone *public = NULL, *private = NULL;
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[environment->zones + i];
        if (!zone->object || !zone->proxies.count)
            continue;
        bool internet = model_has_word(check->model, zone->object, KEYWORD_EXPOSURE, "internet");
        bool intranet = model_has_word(check->model, zone->object, KEYWORD_EXPOSURE, "intranet");
        if (internet && !intranet && !public)
            public = zone;
        if (intranet && !internet && !private)
            private = zone;
    }
    if (!public || !private)
        return;
    object_t proxy = environment->proxies.items[0];
    struct finding *finding = rule_report(
        check, rule, model_object(check->model, proxy)->place,
        "'%s' stands before zone '%s' for the internet and zone '%s' for the intranet",
        model_name(check->model, proxy), public->name, private->name);
    finding_label(check->diagnostics, finding, "one proxy for two audiences");
    rule_relate(check, finding, public->object, "for the internet");
    rule_relate(check, finding, private->object, "for the intranet");
    finding_help(check->diagnostics, finding,
                 "a second reverse proxy for the intranet is easier to keep right than rules in this one "
                 "that tell the audiences apart");
    finding_cite(check->diagnostics, finding, "ZONE-011");
}

const struct rule rule_zone_separate_proxies = {
    .info = {"zone-separate-proxies", SEVERITY_ADVICE,
             "zones for the internet and for the intranet behind one proxy"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
