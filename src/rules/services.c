/*
 * What rules on `connect` need: which services a statement names, and what each asks for.
 *
 * Takes a check on a KIND_CONNECT object. A service that no flow of the profile is about has rules
 * of its own (connect-not-covered): it is passed over here.
 */
#include <string.h>

#include "rules/rules.h"

static bool names_service(const struct model *model, object_t flow, object_t service)
{
    struct data named = model_data(model, flow, KEYWORD_CONNECTION);
    for (uint32_t i = 0; i < named.count; i++)
        if (named.items[i].object == service)
            return true;
    return false;
}

bool rule_covers_service(const struct check *check, object_t service)
{
    return group_has(check->plan->asked_services, service);
}

object_t rule_service(const struct check *check, object_t connect, const char *name)
{
    object_t service = model_catalogue(check->model, KIND_ENDPOINT, name);
    return service && plan_connects(check->plan, connect, service) &&
                   rule_covers_service(check, service)
               ? service
               : 0;
}

/* Whether all that FLOW says of a `connect` is so in CONNECT. */
static bool is_asked_by(const struct model *model, object_t flow, object_t connect)
{
    const struct field *when = model_field(model, flow, KEYWORD_WHEN);
    for (; when; when = model_next(model, flow, when)) {
        enum keyword_id row =
            when->wrong ? KEYWORD_COUNT
                        : model_row(model, field_operand(when, 0).items[0].atom, KIND_CONNECT);
        bool so = row == KEYWORD_COUNT;
        for (uint32_t i = 0; !so && i < field_operand(when, 2).count; i++)
            so = model_has_word(model, connect, row, field_operand(when, 2).items[i].text);
        if (!so)
            return false;
    }
    return true;
}

static void add_needs(const struct model *model, object_t object, struct service_needs *needs)
{
    const struct field *field = model_field(model, object, KEYWORD_NEEDS);
    for (; field; field = model_next(model, object, field)) {
        if (field->wrong)
            continue;
        const char *what = field_operand(field, 0).items[0].text;
        (strcmp(what, "environment") == 0       ? &needs->environment
         : strcmp(what, "public-hostname") == 0 ? &needs->public_hostname
                                                : &needs->lifetime)[0] = field_operand(field, 1);
    }
}

struct service_needs rule_needs(const struct check *check, object_t connect, object_t service)
{
    const struct model *model = check->model;
    struct service_needs needs = {0};
    if (!service || !rule_covers_service(check, service))
        return needs;
    add_needs(model, service, &needs);
    for (uint32_t i = 0; i < check->plan->asked_flows.count; i++) {
        object_t flow = check->plan->asked_flows.items[i];
        if (names_service(model, flow, service) && model_field(model, flow, KEYWORD_NEEDS) &&
            is_asked_by(model, flow, connect))
            add_needs(model, flow, &needs);
    }
    return needs;
}

bool rule_probes(const struct check *check, object_t service, const char **oldest,
                 const char **newest)
{
    const struct model *model = check->model;
    *oldest = *newest = NULL;
    for (uint32_t i = 0; i < check->plan->asked_flows.count; i++) {
        object_t flow = check->plan->asked_flows.items[i];
        struct data named = model_data(model, flow, KEYWORD_CONNECTION);
        const struct field *when = model_field(model, flow, KEYWORD_WHEN);
        for (; when && named.count && named.items[0].object == service;
             when = model_next(model, flow, when)) {
            if (when->wrong ||
                strcmp(field_operand(when, 0).items[0].text, schema[KEYWORD_PROBES].name) ||
                strcmp(field_operand(when, 1).items[0].text, "at-least"))
                continue;
            const char *version = field_operand(when, 2).items[0].text;
            *oldest = !*oldest || version_compare(version, *oldest) < 0 ? version : *oldest;
            *newest = !*newest || version_compare(version, *newest) > 0 ? version : *newest;
        }
    }
    return *oldest != NULL;
}

/* Whether FLOW begins with an actor, such as the developers. */
static bool comes_from_people(const struct model *model, object_t flow)
{
    struct data sources = field_operand(model_head(model, flow), 1);
    for (uint32_t i = 0; i < sources.count; i++)
        if (sources.items[i].object &&
            model_object(model, sources.items[i].object)->kind == KIND_ACTOR)
            return true;
    return false;
}

/* Whether what the profile says of SERVICE depends on SETTING. */
static bool depends_on(const struct check *check, object_t service, enum keyword_id setting)
{
    const struct model *model = check->model;
    for (uint32_t i = 0; i < check->plan->asked_flows.count; i++) {
        object_t flow = check->plan->asked_flows.items[i];
        if (!names_service(model, flow, service))
            continue;
        if (setting == KEYWORD_HTTP_PROXY && comes_from_people(model, flow))
            return true;
        const enum keyword_id conditions[] = {KEYWORD_WHEN, KEYWORD_UNLESS};
        for (uint32_t c = 0; c < 2; c++) {
            const struct field *when = model_field(model, flow, conditions[c]);
            for (; when; when = model_next(model, flow, when))
                if (!when->wrong &&
                    strcmp(field_operand(when, 0).items[0].text, schema[setting].name) == 0)
                    return true;
        }
    }
    return false;
}

bool rule_has_setting(const struct check *check, enum keyword_id setting)
{
    struct data services = field_operand(model_head(check->model, check->object), 0);
    for (uint32_t i = 0; i < services.count; i++) {
        object_t service = services.items[i].object;
        if (!service || !model_object(check->model, service)->catalogue ||
            !rule_covers_service(check, service) || depends_on(check, service, setting))
            return true;
    }
    return false;
}
