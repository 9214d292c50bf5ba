/*
 * replica-availability-zone: with high availability a database's replica is in another availability zone than the primary.
 *
 * Takes the databases of a cloud environment that are replicas; reports one in the zone of its primary
 * (CLOUD-021). Where one of the two does not say, nothing is said.
 */
#include <strings.h>

#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    struct group databases = check->environment->databases;
    if (!check->environment->cloud ||
        !model_switch(model, check->object, KEYWORD_HIGH_AVAILABILITY, false))
        return;
    for (uint32_t i = 0; i < databases.count; i++) {
        object_t replica = databases.items[i];
        struct data primary = model_data(model, replica, KEYWORD_REPLICA_OF);
        struct data zone = model_data(model, replica, KEYWORD_AVAILABILITY_ZONE);
        struct data other = primary.count ? model_data(model, primary.items[0].object,
                                                       KEYWORD_AVAILABILITY_ZONE)
                                          : (struct data){0};
        if (!zone.count || !other.count || strcasecmp(zone.items[0].text, other.items[0].text) != 0)
            continue;
        struct check here = *check;
        here.object = replica;
        struct finding *finding =
            rule_report(&here, rule, datum_place(&zone.items[0]),
                        "the replica '%s' is in the availability zone of its primary, '%s'",
                        model_name(model, replica), model_name(model, primary.items[0].object));
        finding_label(check->diagnostics, finding, "they fail together");
        finding_relate(check->diagnostics, finding, datum_place(&other.items[0]), "the primary");
        finding_help(check->diagnostics, finding, "put the replica into another availability zone");
        finding_cite(check->diagnostics, finding, "CLOUD-021");
    }
}

const struct rule rule_replica_availability_zone = {
    .info = {"replica-availability-zone", SEVERITY_ERROR,
             "a replica in the availability zone of its primary"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
