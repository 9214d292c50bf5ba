/*
 * zone-foreign-server: a deployment zone is made of servers of its own environment.
 *
 * Takes the servers that a zone states; reports those of another environment. LifeTime's environment shares no
 * server (LT-001), nor do two environments in OutSystems Cloud (CLOUD-003); zones spread the apps of one farm
 * (ZONE-001).
 */
#include "rules/rules.h"

static bool is_either(const struct check *check, object_t other, enum keyword_id keyword,
                      const char *word, bool both)
{
    bool here = model_has_word(check->model, check->environment->object, keyword, word);
    bool there = model_has_word(check->model, other, keyword, word);
    return both ? here && there : here || there;
}

static void look(const struct check *check, const struct rule *rule)
{
    struct data servers = check->zone->object
                              ? model_data(check->model, check->zone->object, KEYWORD_SERVERS)
                              : (struct data){0};
    for (uint32_t i = 0; i < servers.count; i++) {
        object_t server = servers.items[i].object;
        object_t home = server ? model_object(check->model, server)->environment : 0;
        if (!home || home == check->environment->object)
            continue;
        struct finding *finding =
            rule_report(check, rule, datum_place(&servers.items[i]),
                        "zone '%s' of '%s' has '%s', a server of '%s'", check->zone->name,
                        model_name(check->model, check->environment->object),
                        model_path(check->model, server), model_name(check->model, home));
        finding_label(check->diagnostics, finding, "of another environment");
        rule_relate(check, finding, server, "declared here");
        finding_help(check->diagnostics, finding,
                     "name servers of '%s'; what two environments need, each declares for itself",
                     model_name(check->model, check->environment->object));
        finding_cite(check->diagnostics, finding, "ZONE-001");
        if (is_either(check, home, KEYWORD_PURPOSE, "lifetime", false))
            finding_cite(check->diagnostics, finding, "LT-001");
        if (is_either(check, home, KEYWORD_HOSTING, "outsystems-cloud", true))
            finding_cite(check->diagnostics, finding, "CLOUD-003");
    }
}

const struct rule rule_zone_foreign_server = {
    .info = {"zone-foreign-server", SEVERITY_ERROR, "a zone with a server of another environment"},
    .kind = KIND_ZONE,
    .partial = true,
    .look = look,
};
