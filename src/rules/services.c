/*
 * What rules on `connect` need: which services a statement names, and what each asks for.
 *
 * Takes a check on a KIND_CONNECT object. A service that no flow of the profile is about has rules
 * of its own (connect-not-covered): it is passed over here.
 */
#include <string.h>

#include "rules/rules.h"

/* What the vendor's services ask of an infrastructure, by catalogue entry; NULL: nothing. */
static const struct {
    const char *name;
    struct service_needs needs;
} known[] = {
    {"experience-builder", {"SAAS-001", "SAAS-004", NULL}},
    {"integration-builder", {NULL, "SAAS-010", NULL}},
    {"workflow-builder", {"SAAS-017", "SAAS-020", "SAAS-022"}},
    {"ai-mentor-studio", {"SAAS-028", "SAAS-032", "SAAS-023"}},
    {"architecture-dashboard", {NULL, NULL, "SAAS-041"}},
};

bool rule_covers_service(const struct check *check, object_t service)
{
    const struct model *model = check->model;
    model_each (model, flow, 0, KIND_FLOW) {
        struct data named = model_data(model, flow, KEYWORD_CONNECTION);
        for (uint32_t i = 0; i < named.count; i++)
            if (named.items[i].object == service)
                return true;
    }
    return false;
}

object_t rule_service(const struct check *check, object_t connect, const char *name)
{
    object_t service = model_catalogue(check->model, KIND_ENDPOINT, name);
    return service && plan_connects(check->plan, connect, service) &&
                   rule_covers_service(check, service)
               ? service
               : 0;
}

struct service_needs rule_needs(const struct check *check, object_t connect, object_t service)
{
    const struct model *model = check->model;
    struct service_needs needs = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (rule_service(check, connect, known[i].name) == service)
            needs = known[i].needs;
    if (service == model_catalogue(model, KIND_ENDPOINT, "workflow-builder") &&
        !model_switch(model, connect, KEYWORD_IT_USER_GOVERNANCE, false))
        needs.lifetime = NULL;
    if (service == model_catalogue(model, KIND_ENDPOINT, "ai-mentor-studio") &&
        !model_has_word(model, connect, KEYWORD_AUTHENTICATION, "it-user"))
        needs.environment = needs.public_hostname = NULL;
    return needs;
}

bool rule_probes(const struct check *check, object_t service, const char **oldest,
                 const char **newest)
{
    const struct model *model = check->model;
    *oldest = *newest = NULL;
    model_each (model, flow, 0, KIND_FLOW) {
        struct data named = model_data(model, flow, KEYWORD_CONNECTION);
        const struct field *when = model_field(model, flow, KEYWORD_WHEN);
        for (; when && named.count && named.items[0].object == service;
             when = model_next(model, flow, when)) {
            if (when->wrong ||
                strcmp(when->operands[0].items[0].text, schema[KEYWORD_PROBES].name) ||
                strcmp(when->operands[1].items[0].text, "at-least"))
                continue;
            const char *version = when->operands[2].items[0].text;
            *oldest = !*oldest || version_compare(version, *oldest) < 0 ? version : *oldest;
            *newest = !*newest || version_compare(version, *newest) > 0 ? version : *newest;
        }
    }
    return *oldest != NULL;
}
