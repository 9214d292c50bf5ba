/*
 * availability-zones: with high availability the front-ends of a cloud environment are in different availability zones.
 *
 * Takes the availability zones of the front-ends; reports an environment whose front-ends are all in one
 * (CLOUD-020). Where one of them does not say, nothing is said.
 */
#include <strings.h>

#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    struct group servers = check->environment->front_ends;
    const char *zone = NULL;
    if (!check->environment->cloud ||
        !model_switch(check->model, check->object, KEYWORD_HIGH_AVAILABILITY, false))
        return;
    for (uint32_t i = 0; i < servers.count; i++) {
        struct data stated =
            model_data(check->model, servers.items[i], KEYWORD_AVAILABILITY_ZONE);
        if (!stated.count || (zone && strcasecmp(zone, stated.items[0].text) != 0))
            return;
        zone = stated.items[0].text;
    }
    if (!zone)
        return;
    const struct field *option =
        model_field(check->model, check->object, KEYWORD_HIGH_AVAILABILITY);
    const struct field *place =
        model_field(check->model, servers.items[servers.count - 1], KEYWORD_AVAILABILITY_ZONE);
    struct finding *finding =
        rule_report(check, rule, place->place,
                    servers.count > 1 ? "all front-ends of '%s' are in one availability zone, %s"
                                      : "the only front-end of '%s' is in one availability zone, %s",
                    model_name(check->model, check->object), zone);
    finding_label(check->diagnostics, finding, "they fail together");
    finding_relate(check->diagnostics, finding, option->place, "high availability is on");
    finding_help(check->diagnostics, finding,
                 servers.count > 1 ? "put some front-ends into another availability zone"
                                   : "add a front-end in another availability zone");
    finding_cite(check->diagnostics, finding, "CLOUD-020");
}

const struct rule rule_availability_zones = {
    .info = {"availability-zones", SEVERITY_WARNING,
             "high availability with all front-ends in one availability zone"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
