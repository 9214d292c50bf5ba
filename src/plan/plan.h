/*
 * plan/: what follows from the topology.
 *
 * Takes the model, gives facts, legal values, routes, hosts entries and flows; reports nothing. Whatever two
 * outputs both need is here. What cannot be known (a mistake was reported there, or the author left it out)
 * is unknown here and stays unknown in all that would follow from it.
 *
 * Derivation and check cannot disagree: a value that follows from the topology is one `slot` with its
 * legal values; the rule on it says "what is stated is not legal".
 */
#ifndef OSNET_PLAN_PLAN_H
#define OSNET_PLAN_PLAN_H

#include <stddef.h>

#include "model/model.h"

#define ZONE_NONE UINT32_MAX

/* A list of objects, ascending, without doubles; several owners may share one. */
struct group {
    const object_t *items;
    uint32_t count;
};

bool group_has(struct group group, object_t object);
/* Whether something is in both. */
bool group_meets(struct group left, struct group right);

/* The place of the first of COUNT items of SIZE bytes, ascending by the object that each holds AT bytes in, that is
 * not below OBJECT; COUNT where all are. */
uint32_t place_by_object(const void *items, uint32_t count, size_t size, size_t at, object_t object);
/* The same of a VEC, by the MEMBER of its items. */
#define place_in(vec, member, object)                                                              \
    place_by_object((vec).items, (vec).count, sizeof *(vec).items,                                 \
                    offsetof(__typeof__(*(vec).items), member), (object))

enum origin { ORIGIN_UNKNOWN, ORIGIN_DERIVED, ORIGIN_STATED };

/* A value to configure. */
struct slot {
    bool applies;        /* such a value exists here at all (a cloud environment's is taken as stated) */
    bool known;          /* the legal values are known; else nothing may be said of the stated one */
    bool illegal, tolerable; /* what is stated is neither legal nor tolerated; is only tolerated */
    uint32_t legal_count;
    const char **legal;  /* what is right: slot_legal(); slots may share it */
    uint32_t first, match; /* places in it: of the derived choice; of what is stated, legal_count where it is not there */
    struct group tolerated; /* things whose names work but should not be used (a farm's servers) */
    const char *value;   /* stated, else derived when the choice is clear; NULL when unknown */
    object_t device;     /* the thing whose address `value` is (server, load balancer, proxy), or 0 */
    enum origin origin;
    struct place place;  /* the stated value; {0,0} where it is left out */
    const char *malformed; /* what is wrong with the stated value's form ("has a scheme"), or NULL (AMB-49) */
    const char *entries; /* "HOST-012", or several with spaces between */
    const char *reason;  /* one sentence: why this value */
};

/* The legal values one after the other, the derived choice first. */
const char *slot_legal(const struct slot *slot, uint32_t i);
/* Whether the slot states a value that is neither legal nor tolerated (known and well-formed ones only). */
bool slot_illegal(const struct slot *slot);
/* Whether the stated value is only tolerated. */
bool slot_tolerated(const struct slot *slot);

struct plan_zone {
    object_t object;      /* 0 for the implicit zone of all front-ends */
    const char *name;     /* "dz1"; "default" for the implicit one */
    uint32_t environment; /* index in plan->environments */
    struct group servers; /* servers and container runtimes */
    object_t balancer;    /* load balancer (or proxy with load-balancing) in front of it, or 0 */
    struct group proxies; /* reverse proxies in front of it, chained ones included */
    struct group offloading; /* those of them that end SSL */
    struct group apps;    /* KIND_APP objects */
    bool service_center;  /* Service Center is deployed here */
    bool internal_https;
    struct slot address;
};

struct plan_environment {
    object_t object;
    bool sound;     /* nothing in it was lost to mistakes: missing parts may be concluded from */
    bool cloud;     /* hosting outsystems-cloud */
    bool lifetime;  /* its purpose is LifeTime */
    bool managed;   /* by the infrastructure's LifeTime (or a `manage` names it) */
    struct group servers, front_ends, controllers, caches; /* caches: where the Cache Invalidation Service runs */
    struct group databases; /* its own and shared ones */
    uint8_t lines;          /* a bit for each sort of line with an end in it: line_kind() */
    const char *unheld;     /* conditions.c: what none of them says that it holds, once somebody asked */
    struct group balancers;
    struct group proxies;   /* in front of any of its zones; its own first declared ones included */
    uint32_t devices;       /* how many of proxies are different devices (same address: one device) */
    uint32_t zones, zone_count; /* slice of plan->zones */
    uint32_t routes, route_count; /* slice of plan->routes */
    uint32_t service_center;    /* index of the zone with Service Center, ZONE_NONE where unknown */
    uint8_t scenarios[3];       /* of the possible-setups page: the setup's (1 to 6), then LifeTime's (7 to 9) */
    uint32_t scenario_count;
    struct slot hostname;
    struct slot lifetime_address; /* what LifeTime uses to reach it */
    struct slot public_hostname;  /* its name in public DNS, where it is stated or a `connect` needs it */
    const struct field *manage;   /* the statement that says so, or NULL */
    object_t manage_object;       /* where that statement stands */
};

/* What a replica that does not say so itself has from its primary. */
enum replica_word { REPLICA_ENGINE, REPLICA_HOLDS, REPLICA_PORT, REPLICA_WORDS };

/* A database that is a replica of another one. */
struct plan_replica {
    object_t object, primary;
    object_t speakers[REPLICA_WORDS]; /* who says it for this one: itself, its primary, or that one's */
};

struct plan_route {
    object_t proxy;
    uint32_t environment, zone; /* indices; zone is ZONE_NONE where none fits */
    object_t app;               /* KIND_APP, or 0 for a "/path" or the whole zone */
    const char *url;            /* "www.exampledomain.com/App1InDZ1" */
    const char *path;           /* "/App1InDZ1"; "/" for all */
    const char *target;         /* "loadbalancer1"; NULL when unknown */
    object_t target_object;     /* the thing behind it, or 0 */
    const char *expected;       /* the right target where it is known, else NULL */
    object_t expected_object;
    bool stated;
    bool wrong_zone;            /* stated, and it leads to the load balancer of a zone without that app */
    bool legal;                 /* derived, or stated and right, or nothing can be said */
    struct place place;         /* of the stated target */
    const char *entries;
};

struct plan_host {
    object_t server;
    uint32_t zone;
    const char *address; /* "127.0.0.1" */
    const char *name;    /* "loadbalancer1" */
    const char *entries;
};

/* Why a server does not get the line that its zone would need. */
enum unmapped { UNMAPPED_ADDRESS_IS_IP, UNMAPPED_NO_CERTIFICATE };
struct plan_unmapped {
    object_t server;
    uint32_t zone;
    enum unmapped why;
};

/* Why an opening is required; those with the same statements share it. */
struct plan_reasons {
    const char **purposes;       /* "publication", "monitoring", …; the first is the main one */
    const char **notes;
    const char **entries;        /* catalogue entries, sorted */
    const char *source;          /* page and section: "network-requirements#open-ports" */
    const char *public_hostname; /* the name by which it comes in, or NULL */
    object_t flow;               /* the first statement that asks for it */
    uint32_t purpose_count, note_count, entry_count;
    uint8_t closed; /* enum severity: how bad it is where it is closed; OFF where nobody knows */
    bool by_name;   /* the addresses of its outside party are not given for it */
};

/* On which port an opening is required; those on the same one mostly share it. */
struct plan_port {
    const struct ports *choices; /* any of them does */
    uint32_t count;
    bool unspecified;     /* its page names no port: `text`, and mostly `protocol`, say "unspecified" */
    const char *text;     /* "8000/tcp"; choices "8022/8389/tcp" */
    const char *protocol; /* "TCP" */
};

/* A required opening: every source to every destination, a machine to itself left out. */
struct plan_flow {
    struct group sources, destinations, via; /* via: the proxies and load balancers between, in order */
    const struct plan_reasons *why;
    const struct plan_port *port;
    object_t environment; /* whose opening it is; 0: of the infrastructure */
    bool local;           /* stays on one machine: each source to itself */
    bool hop;             /* one leg of a way through a proxy or load balancer */
    bool run_by_vendor;   /* both ends are in OutSystems Cloud or its own: nothing for a customer to open */
};

/* A line between two places that the author states by `link`: no opening, but the way of some. */
struct plan_line {
    object_t link, source, destination;
    const char *kind;    /* "vpn" */
    const char *label;   /* "site-to-site VPN (IPSec)" */
    const char *entries; /* "CLOUD-015 CLOUD-016"; "" where no end is in OutSystems Cloud */
};

/* A line of standing advice or of the installation checklist. */
struct plan_advice {
    const char *text;
    const char *entries;
    const object_t *subjects; /* environments, servers and proxies that it is about, one at least; 0: the infrastructure */
    uint32_t count;
    bool checklist;
};

/* Some flows, such as those that a server is a source of: indices in plan->flows, ascending. */
struct plan_side {
    const uint32_t *flows;
    uint32_t count;
};

struct plan_server {
    object_t object;
    uint32_t listen_count;
    const char **listens; /* "8080/tcp", …, ascending; every port that must be reachable, locally too */
    struct plan_side sides[2]; /* the flows it is a source of; [true]: those it is a destination of */
};

/* That a `connect` names an environment, or none: 0, and so every one. */
struct plan_connection {
    object_t environment, connect;
};

struct plan {
    struct arena *arena;
    const struct model *model;
    VEC(struct plan_connection) connections;   /* ascending */
    struct group asked_flows;    /* the flow statements that are asked for by `connect` */
    struct group asked_services; /* and the services that they name; both only where something is connected */
    VEC(struct plan_environment) environments; /* in declaration order */
    VEC(struct plan_zone) zones;               /* those of one environment side by side */
    struct group catalogue_apps;               /* apps that the catalogue declares */
    struct group shared_proxies;               /* those before several environments */
    struct networks *networks;                 /* networks.c: by address */
    VEC(struct plan_replica) replicas;         /* by number */
    struct serving {                           /* serving.c: what load balancers and reverse proxies serve */
        const uint32_t *first; /* by object, and one more: where those that say that they serve it begin in: */
        const object_t *before;
        VEC(struct serving_list) lists; /* of those that serve several things, ascending */
        VEC(object_t) silent; /* proxies that do not say what they serve: at the top, then by environment */
    } serving;
    VEC(struct plan_route) routes;             /* by environment, proxy, then as declared */
    VEC(struct plan_host) hosts;               /* by server */
    VEC(struct plan_unmapped) unmapped;
    VEC(struct plan_line) lines;               /* as declared */
    VEC(struct plan_flow) flows;               /* by environment (infrastructure last), then catalogue order */
    VEC(struct plan_advice) advice;
    VEC(struct plan_server) servers;           /* every server, by object number */
    struct group things;                       /* every object that a flow, slot or route names */
    uint32_t lifetime;                         /* index of the LifeTime environment, or UINT32_MAX */
    struct openings *openings;
    object_t *numbers;              /* group.c: of all objects, ascending */
    struct conditions **conditions; /* conditions.c: of each object, once it was asked for them */
    struct flow_form **forms;       /* forms.c: of each flow statement, likewise */
    struct holders *holders;        /* roles.c: who states which role in the environment asked last */
    struct called *called;          /* called.c: things by name, once one is looked for */
    struct names **names;           /* names.c: of each object, likewise */
    struct plan_side **concerns;    /* listening.c: of all environments, likewise */
};

/* How far a plan is worked out: outputs need the most of it, by far the most work. */
enum derivation {
    DERIVE_ALL,
    DERIVE_HOSTS, /* servers and hosts; flows, and what follows from them, only where a rule asks */
    DERIVE_RULES, /* what rules ask for */
};

/* Derives all of that. Never NULL. */
struct plan *plan_derive(const struct model *model, struct arena *arena, enum derivation derivation);

/* The environment of OBJECT in the plan, or NULL. */
const struct plan_environment *plan_environment(const struct plan *plan, object_t object);

/* The flows of an environment, which has that INDEX in the plan, and those with an end in it. */
struct plan_side plan_concerns(const struct plan *plan, uint32_t index);

/* The plan's entry for the server OBJECT. */
const struct plan_server *plan_server(const struct plan *plan, object_t object);

/* All names of a thing, the first canonical: its `host` names or what follows from its name and `dns-suffix`
 * (servers), a proxy's domains. Then those it is known by besides (a server with a `host` is still called by
 * its own name): ACCEPTED. Arrays in the plan's arena. */
struct names {
    const char **items;
    uint32_t count;    /* what `things` lists */
    uint32_t accepted; /* count, and those accepted besides behind it */
};
struct names plan_names(const struct plan *plan, object_t object);

/* Its addresses as text, ascending as declared. */
struct names plan_addresses(const struct plan *plan, object_t object);

/* What the author said about an opening. */
enum opening { OPENING_UNKNOWN, OPENING_OPEN, OPENING_CLOSED };

/* Whether PORT/PROTOCOL from SOURCE to DESTINATION is open in reality; the narrowest statement decides.
 * *STATEMENT (may be NULL) is the field that said so. */
enum opening plan_opening(const struct plan *plan, object_t source, object_t destination,
                          uint16_t port, uint8_t protocol, const struct field **statement);

/* The statements that say something of ports LOW to HIGH from SOURCES to DESTINATIONS. */
struct concern {
    const uint32_t *rules;
    uint32_t count;
    bool closes; /* one of them is a `deny` */
};
struct concern plan_concern(const struct plan *plan, struct group sources,
                            struct group destinations, uint16_t low, uint16_t high);
/* plan_opening() where no other statements count. */
enum opening concern_opening(const struct plan *plan, const struct concern *concern,
                             object_t source, object_t destination, uint16_t port, uint8_t protocol,
                             const struct field **statement);
/* Sorts MEMBERS: of one class are those that all these statements treat alike, as SOURCES or else as destinations.
 * CLASSES gets each one's class, numbered as they are met; returns how many there are. */
uint32_t concern_classes(const struct plan *plan, const struct concern *concern,
                         struct group members, bool sources, uint32_t *classes);

/* Whether the author says anything of openings. */
bool plan_says_openings(const struct plan *plan);

/* Pairs of allow and deny that contradict each other and cover each other only in part. */
struct contradiction {
    const struct field *allow, *deny;
};
uint32_t plan_contradictions(const struct plan *plan, const struct contradiction **list);

/* What `localhost` is on a server, by the profile. */
struct address plan_loopback(const struct model *model);

/* The network that OBJECT stands in: the stated one, else the narrowest that has its first address; 0 where unknown. */
object_t plan_network(const struct plan *plan, object_t object);

/* The provider of a server or database as stated on it, its network or an enclosing block; a provider that
 * runs on another counts as that other; 0 where unknown. */
object_t plan_provider(const struct plan *plan, object_t object);

/* Whether OBJECT (a flow, a service) is there in the version of ENVIRONMENT (0: the infrastructure's): its
 * `since`. Where nobody states a version, only what has none. */
bool plan_since(const struct plan *plan, object_t object, object_t environment);

/* Whether the cloud of ENVIRONMENT admits HTTPS only (CLOUD-025). */
bool plan_enforces_https(const struct plan *plan, const struct plan_environment *environment);

/* Whether OBJECT is an environment of OutSystems Cloud without servers: nobody has to declare them there, and the
 * environment stands for them. */
bool plan_stands_for_servers(const struct plan *plan, object_t object);

/* The container runtimes of ZONE. */
struct group plan_zone_containers(const struct plan *plan, const struct plan_zone *zone);

/* What DEVICE, a load balancer or reverse proxy, says that it serves. */
struct group plan_served(const struct plan *plan, object_t device);
/* The devices that say that they serve THING, in no order. */
static inline struct group plan_serving(const struct plan *plan, object_t thing)
{
    const struct serving *serving = &plan->serving;
    if (!serving->first)
        return (struct group){0};
    return (struct group){serving->before + serving->first[thing],
                          serving->first[thing + 1] - serving->first[thing]};
}

/* The port on which SERVICE (a KIND_SERVICE object) answers in ENVIRONMENT (an object, or 0). */
struct ports plan_service_ports(const struct plan *plan, object_t service, object_t environment);

/* Whether there are environments both in OutSystems Cloud and elsewhere. */
bool plan_is_hybrid(const struct plan *plan);

/* The `connect` statement behind AFTER (0: the first), at the top and in the infrastructure; 0 behind the last. */
object_t plan_connect(const struct plan *plan, object_t after);
/* Whether CONNECT names SERVICE. */
bool plan_connects(const struct plan *plan, object_t connect, object_t service);

/* Whether a device (server, load balancer, proxy) answers PROTOCOL ("http", "https"). */
bool plan_answers(const struct plan *plan, object_t device, const char *protocol);

#endif
