/*
 * Values to configure: the hostname of each environment and its public one, the address of each
 * zone, the address by which LifeTime reaches each environment. For each the legal values are
 * worked out first; the choice is what the author states, or the only (or first) legal one; what is
 * stated and not legal is marked.
 */
#include <string.h>

#include "model/dns.h"
#include "plan/forms.h"

/* The domains of some reverse proxies, in the order in which they were allowed. Mostly many environments stand behind
 * the same ones. */
struct domains {
    struct group proxies;
    object_t first; /* the one that comes before the others, or 0 */
    struct dns_names names;
    objects_t owners, devices;
};

/* The legal values while they are worked out. */
struct choices {
    struct plan *plan;
    struct dns_names legal;
    objects_t owners;      /* whose they are */
    const char *preferred; /* the one that comes first, where it is legal */
    struct group tolerated;
    objects_t devices;     /* legal even where they have no known name or address */
    bool open;             /* several are legal and nobody but the author can choose */
    const char *entries, *reason;
};

static void allow(struct choices *choices, const char *text, object_t device)
{
    if (dns_add(choices->plan->arena, &choices->legal, text))
        vec_add(choices->plan->arena, &choices->owners, device);
}

/* The place of what is preferred, where it is legal, else of what came first: an environment that is known by a name is
 * reached by it. */
static uint32_t find_first(const struct choices *choices)
{
    uint32_t place = choices->legal.count;
    if (choices->preferred && choices->legal.count > 1)
        place = dns_find(choices->plan->arena, &choices->legal, choices->preferred);
    return place < choices->legal.count ? place : 0;
}

const char *slot_legal(const struct slot *slot, uint32_t i)
{
    return slot->legal[i == 0 ? slot->first : i <= slot->first ? i - 1 : i];
}

/* The names DEVICE answers to; its addresses where it has no name (AMB-49), or with BOTH besides
 * (ZONE-008). */
static void allow_device(struct choices *choices, object_t device, bool both)
{
    struct names names = plan_names(choices->plan, device),
                 addresses = plan_addresses(choices->plan, device);
    for (uint32_t i = 0; i < names.accepted; i++)
        allow(choices, names.items[i], device);
    for (uint32_t i = 0; i < addresses.count && (both || names.accepted == 0); i++)
        allow(choices, addresses.items[i], device);
    vec_add(choices->plan->arena, &choices->devices, device);
}

static bool is_same(const char *left, const char *right)
{
    return strcmp(left, right) == 0 || dns_equal(left, right);
}

static const char *form_fault(struct plan *plan, const struct datum *datum)
{
    return datum->type == DATUM_TEXT ? dns_fault(plan->arena, datum->text, false) : NULL;
}

/* What a reference to OBJECT says: its first name, else its first address, else nothing known. */
static const char *object_text(struct plan *plan, object_t *object)
{
    const struct plan_zone *zone = plan_zone_of(plan, *object);
    if (zone) { /* a zone's address stands for the zone */
        *object = zone->address.device;
        return zone->address.value;
    }
    struct names names = plan_names(plan, *object), addresses = plan_addresses(plan, *object);
    return names.count ? names.items[0] : addresses.count ? addresses.items[0] : NULL;
}

/* Whether a reference to STATED may mean DEVICE: things of different environments never
 * do, though they may have the same name. */
static bool may_be(const struct model *model, object_t stated, object_t device)
{
    object_t left = stated ? model_object(model, stated)->environment : 0;
    object_t right = device ? model_object(model, device)->environment : 0;
    return !left || !right || left == right;
}

static bool is_called(const struct plan *plan, object_t device, const char *name)
{
    struct names names = plan_names(plan, device);
    for (uint32_t i = 0; i < names.accepted; i++)
        if (is_same(names.items[i], name))
            return true;
    return false;
}

/* Takes what the author states (an operand, or NULL) and marks whether it is legal. */
static void judge(struct choices *choices, struct slot *slot, const struct datum *stated)
{
    struct plan *plan = choices->plan;
    object_t device = stated->type == DATUM_OBJECT ? stated->object : 0;
    slot->origin = ORIGIN_STATED;
    slot->place = datum_place(stated);
    slot->value = device ? object_text(plan, &device) : stated->text;
    slot->device = device;
    slot->malformed = form_fault(plan, stated);
    slot->match = slot->legal_count;
    if (!slot->known || slot->malformed)
        return;
    for (uint32_t i = 0; i < choices->devices.count; i++)
        if (device && choices->devices.items[i] == device)
            return;
    uint32_t match = choices->legal.count;
    if (slot->value)
        match = dns_find(plan->arena, &choices->legal, slot->value);
    if (match < choices->legal.count &&
        may_be(plan->model, device, choices->owners.items[match])) {
        slot->match = match;
        slot->device = choices->owners.items[match];
        return;
    }
    for (uint32_t i = 0; i < choices->tolerated.count && slot->value; i++)
        if (is_called(plan, choices->tolerated.items[i], slot->value) &&
            may_be(plan->model, device, choices->tolerated.items[i])) {
            slot->device = choices->tolerated.items[i];
            slot->tolerable = true;
            return;
        }
    /* A thing without a known name or address may have the stated one: then nothing can be said. */
    slot->illegal = choices->legal.count > 0 || device != 0;
}

static void settle(struct choices *choices, struct slot *slot, const struct datum *stated,
                   const char *derived_entry)
{
    struct plan *plan = choices->plan;
    slot->first = find_first(choices);
    slot->applies = true;
    slot->known = choices->legal.count > 0 || choices->devices.count > 0;
    slot->legal = choices->legal.items;
    slot->legal_count = choices->legal.count;
    slot->tolerated = choices->tolerated;
    slot->entries = choices->entries ? choices->entries : "";
    slot->reason = choices->reason ? choices->reason : "";
    if (stated) {
        judge(choices, slot, stated);
        return;
    }
    if (choices->open || !slot->known)
        return;
    slot->origin = choices->legal.count ? ORIGIN_DERIVED : ORIGIN_UNKNOWN;
    slot->value = choices->legal.count ? choices->legal.items[slot->first] : NULL;
    slot->device = choices->legal.count ? choices->owners.items[slot->first] : choices->devices.items[0];
    slot->entries = entries_join(plan, slot->entries, derived_entry);
}

bool slot_illegal(const struct slot *slot)
{
    return slot->illegal;
}

bool slot_tolerated(const struct slot *slot)
{
    return slot->tolerable;
}

/* The value of a cloud environment, or of one that mistakes leave unknown: as stated (AMB-51). */
static void settle_as_stated(struct plan *plan, struct slot *slot, const struct datum *stated,
                             bool cloud)
{
    struct choices none = {.plan = plan};
    slot->applies = stated != NULL;
    slot->entries = cloud ? "AMB-51" : "";
    slot->reason =
        cloud ? "taken as stated: in OutSystems Cloud it does not follow from the setup" : "";
    if (stated)
        judge(&none, slot, stated);
}

static const struct datum *first_datum(struct data data)
{
    return data.count ? &data.items[0] : NULL;
}

/* ---- Zones ---- */

static void derive_zone_address(struct plan *plan, struct plan_zone *zone)
{
    const struct plan_environment *environment = &plan->environments.items[zone->environment];
    struct choices choices = {.plan = plan};
    const struct datum *stated =
        zone->object ? first_datum(model_data(plan->model, zone->object, KEYWORD_ZONE_ADDRESS))
                     : NULL;
    if (environment->cloud || !environment->sound) {
        settle_as_stated(plan, &zone->address, stated, environment->cloud);
        return;
    }
    bool proxy =
        zone->balancer && model_object(plan->model, zone->balancer)->kind == KIND_REVERSE_PROXY;
    if (zone->balancer) {
        allow_device(&choices, zone->balancer, false);
        choices.entries = environment->zone_count > 1 ? "ZONE-004 ZONE-006" : "ZONE-004";
        if (environment->devices > 1 || zone->servers.count == 1)
            choices.entries = entries_join(plan, choices.entries, "ZONE-013");
        if (proxy)
            choices.entries = entries_join(plan, choices.entries, "AMB-54");
        choices.reason =
            arena_printf(plan->arena, "the address of a zone is that of its load balancer, '%s'",
                         model_name(plan->model, zone->balancer));
    } else if (zone->servers.count == 1) {
        allow_device(&choices, zone->servers.items[0], true);
        choices.entries = "ZONE-008";
        choices.reason =
            "a zone of one server without a load balancer has the address of the server";
    } else {
        choices.entries = "ZONE-009";
        choices.reason = "a zone of several servers needs a load balancer";
    }
    settle(&choices, &zone->address, stated, "");
}

/* ---- Hostnames ---- */

static void allow_domains(struct choices *choices, struct group proxies)
{
    for (uint32_t i = 0; i < proxies.count; i++)
        allow_device(choices, proxies.items[i], false);
}

/* Takes what LAST allows as the only legal values; nothing is added to them. */
static void take_domains(struct choices *choices, const struct domains *last)
{
    choices->legal = last->names;
    choices->owners = last->owners;
    choices->devices = last->devices;
}

/* Remembers what CHOICES allows as that of PROXIES. */
static void keep_domains(const struct choices *choices, struct group proxies, object_t first,
                         struct domains *last)
{
    *last = (struct domains){proxies, first, choices->legal, choices->owners, choices->devices};
}

/* The domains of PROXIES as the only legal values. LAST: those that were asked for before. */
static void allow_only_domains(struct choices *choices, struct group proxies, struct domains *last)
{
    if (group_equal(last->proxies, proxies)) {
        take_domains(choices, last);
        return;
    }
    allow_domains(choices, proxies);
    keep_domains(choices, proxies, 0, last);
}

static void hostname_without_proxy(struct choices *choices,
                                   const struct plan_environment *environment)
{
    struct plan *plan = choices->plan;
    const struct plan_zone *zones = plan->zones.items + environment->zones;
    choices->entries = "HOST-016";
    if (environment->zone_count > 1) {
        uint32_t center = environment->service_center;
        bool known = true;
        for (uint32_t z = 0; z < environment->zone_count; z++)
            known &= zones[z].address.known;
        if (!known)
            return;
        if (center != ZONE_NONE)
            allow_device(choices,
                         zones[center - environment->zones].balancer
                             ? zones[center - environment->zones].balancer
                             : zones[center - environment->zones].servers.items[0],
                         false);
        choices->open = center == ZONE_NONE;
        for (uint32_t z = 0; z < environment->zone_count; z++)
            allow_device(choices, zones[z].balancer ? zones[z].balancer : zones[z].servers.items[0],
                         false);
        choices->reason =
            "without a reverse proxy the environment is reached at the address of a zone";
    } else if (zones[0].balancer) {
        allow_device(choices, zones[0].balancer, false);
        choices->reason = "without a reverse proxy the farm is reached at its load balancer";
    } else if (zones[0].servers.count == 1) {
        allow_device(choices, zones[0].servers.items[0], false);
        choices->entries = "HOST-008";
        choices->reason = "the hostname of a single server is its name, or its full name in DNS";
    }
}

/* Whether a proxy with several domains stands before several environments: whose domain is whose,
 * only the author knows. */
static bool shares_domains(struct plan *plan, struct group proxies)
{
    for (uint32_t i = 0; i < proxies.count; i++)
        if (plan_names(plan, proxies.items[i]).count > 1 &&
            group_has(plan->shared_proxies, proxies.items[i]))
            return true;
    return false;
}

static void derive_hostname(struct plan *plan, struct plan_environment *environment,
                            struct domains *last)
{
    struct choices choices = {.plan = plan};
    const struct datum *stated =
        first_datum(model_data(plan->model, environment->object, KEYWORD_HOSTNAME));
    if (environment->cloud || !environment->sound || environment->zone_count == 0) {
        settle_as_stated(plan, &environment->hostname, stated, environment->cloud);
        return;
    }
    const struct plan_zone *first = &plan->zones.items[environment->zones];
    if (environment->proxies.count == 0) {
        hostname_without_proxy(&choices, environment);
    } else {
        allow_only_domains(&choices, environment->proxies, last);
        choices.open = environment->devices > 1 || shares_domains(plan, environment->proxies);
        choices.entries = environment->devices > 1            ? "HOST-014"
                          : environment->zone_count > 1       ? "HOST-012"
                          : environment->front_ends.count > 1 ? "HOST-011"
                          : first->balancer != 0              ? "HOST-010 HOST-011"
                                                              : "HOST-010";
        choices.reason =
            environment->devices > 1
                ? "with several reverse proxies the hostname is the domain of one of them"
                : "behind a reverse proxy the hostname is the domain that the proxy exposes";
    }
    settle(&choices, &environment->hostname, stated, "HOST-017");
}

/* ---- Public hostnames ---- */

/* Whether NAME can be in public DNS: a full name, and none of a private network's (AMB-29). */
static bool is_public(const char *name)
{
    static const char *const private[] = {"local", "localhost", "internal", "intranet", "private",
                                          "lan",   "corp",      "home",     "home.arpa"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof private / sizeof *private; i++) {
        size_t tail = strlen(private[i]);
        if (length > tail && name[length - tail - 1] == '.' &&
            dns_equal(name + length - tail, private[i]))
            return false;
    }
    return dns_qualified(name);
}

/* Whether PROXY faces the internet, as proxies do unless it is said that they do not. */
static bool is_facing_internet(const struct model *model, object_t proxy)
{
    const struct field *field = model_inherited(model, proxy, KEYWORD_EXPOSURE);
    return !field || model_has_word(model, proxy, KEYWORD_EXPOSURE, "internet");
}

/* The flows by which somebody comes in by an environment's public hostname. */
static struct group public_flows(struct plan *plan)
{
    objects_t found = {0};
    model_each (plan->model, flow, 0, KIND_FLOW)
        if (form_of(plan, flow)->by_public_hostname)
            objects_add(plan, &found, flow);
    return group_of(plan, &found);
}

/* Whether one of FLOWS is asked for in ENVIRONMENT. */
static bool is_connected(struct plan *plan, const struct plan_environment *environment,
                         struct group flows)
{
    for (uint32_t f = 0; f < flows.count; f++) {
        object_t flow = flows.items[f];
        struct group connects = form_connects(plan, form_of(plan, flow), environment->object);
        for (uint32_t i = 0; i < connects.count; i++)
            if (conditions_hold(plan, flow,
                                &(struct circumstance){.environment = environment->object,
                                                       .connect = connects.items[i]}))
                return true;
    }
    return false;
}

/* The domains of proxies that face the internet; first the one that the hostname is of. */
static void allow_public_domains(struct choices *choices,
                                 const struct plan_environment *environment, struct domains *last)
{
    struct plan *plan = choices->plan;
    struct group proxies = environment->proxies;
    object_t device = group_has(proxies, environment->hostname.device) ? environment->hostname.device : 0;
    choices->reason = "the domain of a reverse proxy that faces the internet";
    if (group_equal(last->proxies, proxies) && last->first == device) {
        take_domains(choices, last);
        return;
    }
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < proxies.count; i++) {
            object_t proxy = proxies.items[i];
            struct names names = plan_names(plan, proxy);
            bool first = proxy == device;
            for (uint32_t j = 0; j < names.count; j++)
                if (first == (round == 0) && is_facing_internet(plan->model, proxy) &&
                    is_public(names.items[j]))
                    allow(choices, names.items[j], proxy);
        }
    keep_domains(choices, proxies, device, last);
}

static void derive_public_hostname(struct plan *plan, struct plan_environment *environment,
                                   struct group flows, struct domains *last)
{
    struct choices choices = {.plan = plan, .entries = "AMB-29"};
    struct slot *slot = &environment->public_hostname;
    const struct datum *stated =
        first_datum(model_data(plan->model, environment->object, KEYWORD_PUBLIC_HOSTNAME));
    if (!stated && (!is_connected(plan, environment, flows) || environment->lifetime))
        return;
    allow_public_domains(&choices, environment, last);
    choices.preferred = environment->hostname.value;
    if (environment->cloud && environment->hostname.value && choices.legal.count == 0 &&
        is_public(environment->hostname.value)) {
        allow(&choices, environment->hostname.value, environment->hostname.device);
        choices.reason = "the hostname of an environment in OutSystems Cloud is public";
    }
    settle(&choices, slot, NULL, "");
    if (!stated)
        return;
    slot->origin = ORIGIN_STATED;
    slot->value = stated->text;
    slot->place = datum_place(stated);
    slot->reason = "the name by which builders on the internet come in";
    slot->illegal = !is_public(stated->text);
    slot->device = 0;
    uint32_t match = dns_find(plan->arena, &choices.legal, stated->text);
    if (match < choices.legal.count)
        slot->device = choices.owners.items[match];
}

/* ---- LifeTime ---- */

/* The proxies that end SSL in front of Service Center; where its zone is unknown, those in front of
 * every zone. */
static struct group offloading_in_front(struct plan *plan,
                                        const struct plan_environment *environment)
{
    if (environment->service_center != ZONE_NONE)
        return plan->zones.items[environment->service_center].offloading;
    struct group common = plan->zones.items[environment->zones].offloading;
    for (uint32_t z = 1; z < environment->zone_count; z++)
        common = group_common(plan, common, plan->zones.items[environment->zones + z].offloading);
    return common;
}

static void lifetime_single_server(struct choices *choices,
                                   const struct plan_environment *environment,
                                   const struct plan_zone *zone)
{
    if (zone->servers.count == 0)
        return;
    allow_device(choices, zone->servers.items[0], false);
    choices->entries = environment->proxies.count ? "LT-008" : "LT-007";
    choices->reason =
        environment->proxies.count
            ? "no reverse proxy ends SSL, so LifeTime reaches the single server by its own name"
            : "LifeTime reaches a single server by its name";
}

static void lifetime_farm(struct choices *choices, const struct plan_environment *environment,
                          const struct plan_zone *zone)
{
    allow_device(choices, zone->balancer, false);
    choices->entries = "LT-011";
    choices->reason =
        "LifeTime reaches Service Center and Server.API of a farm at its load balancer";
    if (zone->servers.count == 1)
        allow_device(choices, zone->servers.items[0], false); /* a farm of one (AMB-53) */
    else
        choices->tolerated = zone->servers;
    allow_domains(choices, environment->proxies); /* AMB-07 */
}

static void derive_lifetime_address(struct plan *plan, struct plan_environment *environment,
                                    struct domains *last)
{
    struct choices choices = {.plan = plan};
    const struct field *manage = environment->manage;
    const struct datum *stated =
        manage && field_operand(manage, 1).count ? &field_operand(manage, 1).items[0] : NULL;
    if (!environment->managed)
        return;
    if (environment->cloud || !environment->sound || environment->zone_count == 0) {
        settle_as_stated(plan, &environment->lifetime_address, stated, environment->cloud);
        return;
    }
    struct group offloading = offloading_in_front(plan, environment);
    uint32_t center = environment->service_center;
    const struct plan_zone *zone = center == ZONE_NONE ? NULL : &plan->zones.items[center];
    bool several = environment->zone_count > 1;
    if (offloading.count) {
        allow_only_domains(&choices, offloading, last);
        choices.preferred = environment->hostname.value;
        choices.open = !environment->hostname.value && shares_domains(plan, offloading);
        bool farm = environment->front_ends.count > 1 || (zone && zone->balancer);
        choices.entries = several                             ? "LT-012 LT-016"
                          : environment->front_ends.count > 1 ? "LT-012"
                          : farm                              ? "LT-009 LT-012"
                                                              : "LT-009";
        choices.reason = arena_printf(
            plan->arena,
            "'%s' ends SSL, and LifeTime needs HTTPS: only the proxy's domain serves it",
            model_name(plan->model, offloading.items[0]));
    } else if (several && zone) {
        if (zone->address.value && !zone->address.illegal && !zone->address.malformed)
            allow(&choices, zone->address.value, zone->address.device);
        if (zone->balancer)
            allow_device(&choices, zone->balancer, false);
        else if (zone->servers.count == 1)
            allow_device(&choices, zone->servers.items[0], false);
        choices.entries = "LT-013";
        choices.reason =
            arena_printf(plan->arena, "Service Center is deployed in the zone '%s'", zone->name);
    } else if (several) {
        choices.entries = "LT-013";
        choices.reason = "it is not said in which zone Service Center is deployed";
    } else if (zone->balancer) {
        lifetime_farm(&choices, environment, zone);
    } else if (zone->servers.count == 1) {
        lifetime_single_server(&choices, environment, zone);
    }
    settle(&choices, &environment->lifetime_address, stated, "LT-014");
}

void derive_slots(struct plan *plan)
{
    for (uint32_t z = 0; z < plan->zones.count; z++)
        derive_zone_address(plan, &plan->zones.items[z]);
    struct group flows = public_flows(plan);
    struct domains last = {0}, last_public = {0};
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        struct plan_environment *environment = &plan->environments.items[e];
        derive_hostname(plan, environment, &last);
        derive_lifetime_address(plan, environment, &last);
        derive_public_hostname(plan, environment, flows, &last_public);
    }
}
