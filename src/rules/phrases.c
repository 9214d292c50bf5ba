/*
 * What several rules need: values as one writes them, names as phrases, slices of the plan.
 *
 * Takes a check and pieces of the plan, gives text in the collector's arena or pointers into the
 * plan.
 */
#include <arpa/inet.h>
#include <string.h>

#include "base/nearest.h"
#include "base/writer.h"
#include "model/dns.h"
#include "rules/rules.h"

/* How many names a phrase lists before it counts the rest. */
#define LISTED 5

bool rule_cites(const char *entries, const char *entry)
{
    size_t length = strlen(entry);
    for (const char *at = entries; at && *at;) {
        size_t word = strcspn(at, " ");
        if (word == length && !memcmp(at, entry, length))
            return true;
        at += word + strspn(at + word, " ");
    }
    return false;
}

static bool is_address(const char *value)
{
    unsigned char bytes[16];
    return inet_pton(AF_INET, value, bytes) == 1 || inet_pton(AF_INET6, value, bytes) == 1;
}

const char *rule_written(const struct check *check, const char *value)
{
    return is_address(value) ? value : arena_printf(check->diagnostics->arena, "\"%s\"", value);
}

const char *rule_stated(const struct check *check, const struct slot *slot)
{
    object_t around = slot->device ? model_object(check->model, slot->device)->environment : 0;
    bool elsewhere = around && check->environment && around != check->environment->object;
    if (slot->illegal && slot->device)
        return arena_printf(check->diagnostics->arena, "'%s'",
                            elsewhere ? model_path(check->model, slot->device)
                                      : model_name(check->model, slot->device));
    return slot->value ? rule_written(check, slot->value) : "…";
}

const char *rule_choice(const struct check *check, const struct slot *slot, object_t thing)
{
    if (slot->legal_count)
        return rule_written(check, slot_legal(slot, 0));
    return thing ? model_name(check->model, thing) : "…";
}

/* PHRASE with the ITEM-th of COUNT items behind it. */
static const char *join(const struct check *check, const char *phrase, const char *item,
                        uint32_t index, uint32_t count, const char *last)
{
    if (!index)
        return item;
    return arena_printf(check->diagnostics->arena, "%s%s%s", phrase,
                        index + 1 == count ? last : ", ", item);
}

const char *rule_legal(const struct check *check, const struct slot *slot)
{
    struct writer phrase = {.arena = check->diagnostics->arena};
    for (uint32_t i = 0; i < slot->legal_count; i++) {
        if (i)
            writer_text(&phrase, i + 1 == slot->legal_count ? " or " : ", ");
        writer_text(&phrase, rule_written(check, slot_legal(slot, i)));
    }
    writer_char(&phrase, '\0');
    return phrase.bytes;
}

const char *rule_things(const struct check *check, struct group group)
{
    struct arena *arena = check->diagnostics->arena;
    uint32_t listed = group.count > LISTED + 1 ? LISTED : group.count;
    uint32_t parts = listed < group.count ? listed + 1 : listed;
    const char *phrase = "";
    for (uint32_t i = 0; i < listed; i++) {
        const char *name = model_name(check->model, group.items[i]);
        const char *item = *name ? arena_printf(arena, "'%s'", name)
                                 : kind_name(model_object(check->model, group.items[i])->kind);
        phrase = join(check, phrase, item, i, parts, " and ");
    }
    if (listed < group.count)
        phrase = join(check, phrase, arena_printf(arena, "%u more", group.count - listed), listed,
                      parts, " and ");
    return phrase;
}

static bool is_among(struct names names, uint32_t count, const char *value)
{
    for (uint32_t i = 0; i < count; i++)
        if (dns_equal(names.items[i], value))
            return true;
    return false;
}

object_t rule_called(const struct check *check, struct group group, const char *value)
{
    for (uint32_t i = 0; i < group.count && value; i++) {
        struct names names = plan_names(check->plan, group.items[i]);
        struct names addresses = plan_addresses(check->plan, group.items[i]);
        if (is_among(names, names.accepted, value) || is_among(addresses, addresses.count, value))
            return group.items[i];
    }
    return 0;
}

void rule_fix_slot(const struct check *check, struct finding *finding, const struct slot *slot)
{
    if (slot->legal_count && slot->place.end)
        finding_fix(check->diagnostics, finding, slot->place, "%s",
                    rule_written(check, slot_legal(slot, 0)));
}

void rule_relate(const struct check *check, struct finding *finding, object_t object,
                 const char *text)
{
    finding_relate(check->diagnostics, finding, model_object(check->model, object)->place, "%s",
                   text);
}

const struct plan_route *rule_routes(const struct check *check, uint32_t *count)
{
    *count = check->environment->route_count;
    return *count ? &check->plan->routes.items[check->environment->routes] : NULL;
}

const struct plan_zone *rule_service_center(const struct check *check)
{
    uint32_t zone = check->environment->service_center;
    return zone == ZONE_NONE ? NULL : &check->plan->zones.items[zone];
}

bool rule_runs_platform(const struct check *check)
{
    const struct plan_environment *environment = check->environment;
    return !environment || group_has(environment->front_ends, check->object) ||
           group_has(environment->controllers, check->object);
}

void rule_cite(const struct check *check, struct finding *finding, struct data entries)
{
    for (uint32_t i = 0; i < entries.count; i++)
        finding_cite(check->diagnostics, finding, entries.items[i].text);
}

/* The most devices that a circle is looked for in. */
enum { CIRCLE_LIMIT = 64 };

static bool is_device(const struct model *model, object_t object)
{
    enum kind kind = (enum kind)model_object(model, object)->kind;
    return kind == KIND_LOAD_BALANCER || kind == KIND_REVERSE_PROXY;
}

const struct datum *rule_circle(const struct check *check, object_t device)
{
    object_t way[CIRCLE_LIMIT] = {device};
    uint32_t count = is_device(check->model, device);
    for (uint32_t w = 0; w < count; w++) {
        struct data served = model_data(check->model, way[w], KEYWORD_SERVE);
        for (uint32_t i = 0; i < served.count; i++) {
            object_t next = served.items[i].object;
            if (w > 0 && next == device)
                return &served.items[i];
            bool known = next <= device || !is_device(check->model, next) || count == CIRCLE_LIMIT;
            for (uint32_t seen = 0; seen < count && !known; seen++)
                known = way[seen] == next;
            if (!known)
                way[count++] = next;
        }
    }
    return NULL;
}

object_t rule_near_app(const struct check *check, object_t app)
{
    const struct model *model = check->model;
    const char *name = model_name(model, app);
    object_t known = model_catalogue(model, KIND_APP, name);
    if (model_object(model, app)->catalogue ||
        (known && strcmp(model_name(model, known), name) == 0))
        return 0;
    struct group candidates = check->plan->catalogue_apps;
    for (uint32_t i = 0; i < candidates.count; i++) {
        struct nearest nearest = nearest_to(name);
        nearest.distance = 3;
        nearest_try(&nearest, model_name(model, candidates.items[i]));
        if (nearest.candidate && !nearest.begun)
            return candidates.items[i];
    }
    return 0;
}

bool rule_lacks_service_center(const struct check *check)
{
    const struct plan_environment *environment = check->environment;
    if (!environment->sound || environment->cloud || !environment->managed ||
        environment->lifetime || environment->zone_count < 2 ||
        environment->service_center != ZONE_NONE || environment->lifetime_address.known)
        return false;
    for (uint32_t i = 0; i < environment->zone_count; i++)
        if (check->plan->zones.items[environment->zones + i].service_center)
            return false;
    return true;
}

bool rule_is_inner(const struct check *check, object_t proxy, struct group proxies)
{
    struct group before = plan_serving(check->plan, proxy);
    for (uint32_t i = 0; i < before.count; i++)
        if (group_has(proxies, before.items[i]))
            return true;
    return false;
}
