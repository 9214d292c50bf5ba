/*
 * Pictures of a plan: what is drawn, before it is drawn.
 *
 * A view first collects items (nodes and frames) and links (lines between them) from the plan,
 * merging what says the same; then all of it is handed to the primitives of graph.h at once. So a
 * thing is drawn only where something needs it, a label knows what was merged into it, and the
 * legend shows exactly what is there.
 */
#ifndef OSNET_EMIT_DIAGRAM_H
#define OSNET_EMIT_DIAGRAM_H

#include "base/once.h"
#include "base/atom.h"
#include "base/vec.h"
#include "emit/emit.h"
#include "emit/graph.h"
#include "plan/plan.h"

/* What is told apart by shape, colour and caption. */
enum appearance {
    LOOK_ACTOR,
    LOOK_FIREWALL,
    LOOK_PROXY,
    LOOK_BALANCER,
    LOOK_SERVER,
    LOOK_FOCUS, /* the server that the view is about */
    LOOK_STACK,
    LOOK_CONTAINER,
    LOOK_DATABASE,
    LOOK_ENDPOINT,
    LOOK_LIFETIME,
    LOOK_ENVIRONMENT, /* a whole environment as one node */
    LOOK_CLOUD_FRAME,
    LOOK_PIPELINE_FRAME,
    LOOK_ENVIRONMENT_FRAME,
    LOOK_NETWORK_FRAME,
    LOOK_GROUP_FRAME, /* alike servers, or all zones */
    LOOK_CARDS_FRAME, /* environments as one node each, in rows */
    LOOK_ZONE_FRAME,
    LOOK_LEGEND_FRAME,
    LOOK_COUNT,
};

/* Lines. Where flows of several sorts share one, the first of these names it. */
enum sort {
    SORT_PLAIN, /* HTTP behind the device that ends SSL */
    SORT_ACCESS,
    SORT_DATABASE,
    SORT_INTERNAL,
    SORT_OUTSIDE,
    SORT_ADMINISTRATION,
    SORT_LIFETIME,
    SORT_LINE, /* a private line, whatever goes through it */
    SORT_COUNT,
};

/* How high a thing stands; users at the top, databases at the bottom, in every view. */
enum tier {
    TIER_ACTORS,
    TIER_FIREWALLS,
    TIER_PROXIES,
    TIER_BALANCERS,
    TIER_FRONT_ENDS,
    TIER_CONTROLLERS,
    TIER_DATABASES,
    TIER_OUTSIDE,
    TIER_COUNT,
};

typedef VEC(struct ports) ports_list;
typedef struct once strings;
typedef VEC(struct item *) items_list;
typedef VEC(struct link *) links_list;

struct item {
    uint32_t number; /* as the items were made */
    bool is_frame;
    struct item *parent; /* the frame it is in, or NULL */
    const char *key, *tooltip;
    struct lines lines;
    enum appearance look;
    enum tier tier;
    object_t object;      /* what it stands for, or the first of that */
    uint32_t environment; /* index in the plan, or UINT32_MAX */
    struct group members; /* frames that can be an edge's end: what stands in them */
    items_list inside;    /* frames: what stands in it, frames of its own as such */
    links_list links;     /* those that end here, and some that did before they were folded */
    VEC(object_t) things; /* all that it stands for, ascending; once everything is there */
    uint32_t columns;     /* frames: how many stand side by side in it, 0 for all */
    struct item *middle;  /* frames with members: the node that edges to the frame aim at */
    struct item *foot;    /* the one from which edges downwards start, where it is another */
    items_list centred;   /* the frames of which it is the middle */
    items_list member_of; /* the frames that have it as a member; once everything is there */
    struct item *above;   /* of its environment, on the tier above; once everything is there */
    bool lowest;          /* nothing of its environment stands lower */
    enum tier top;        /* frames: the highest tier of what stands in it */
    ports_list among;     /* what its members need of each other */
    uint32_t stamp;
    uint32_t asked;         /* frames: the stamp of the group that was last held against it */
    bool held;              /* and whether that has all of its members */
    uint32_t card_links[2]; /* lines between cards and it: from them, to them */
    bool scattered;         /* environments: its zones stand in several networks */
    bool dropped;       /* merged into another */
    bool crossed;       /* frames: a line goes through its border */
    bool crossed_below; /* through its lower border */
    struct node *node;
    struct frame *frame;
};

struct link {
    uint32_t number; /* as the links were made */
    struct item *tail, *head;
    enum sort sort;
    bool both;
    bool addressed; /* its addresses are there */
    bool apart; /* to the frame of all environments, each of which says what of this is its own */
    ports_list ports;
    strings choices;   /* alternatives, as the plan writes them: "8022/8389/tcp" */
    strings words;     /* purposes and notes, for the tooltip */
    strings entries;   /* of the catalogue, for the tooltip */
    strings addresses; /* those that LifeTime uses here */
    strings paths;     /* of URLs, which a proxy passes on here */
    bool dropped;
};

enum detail {
    DETAIL_NODE,   /* the environment is one node, where something needs it */
    DETAIL_NEEDED, /* a frame with those things that something needs */
    DETAIL_FULL,
};

struct drawing {
    const struct plan *plan;
    const struct model *model;
    struct arena *arena;
    uint8_t *details;           /* by environment: enum detail */
    struct item **environments; /* by environment: its node or frame, or NULL */
    struct item **of;           /* by object, or NULL: set by item_place */
    VEC(object_t) placed;       /* the objects that have one */
    struct atoms *keys;         /* of items, and what is compared as text */
    items_list by_key;          /* by atom, or NULL */
    struct apart_device {       /* outside of environments, and one that LifeTime reaches there */
        object_t device;
        uint32_t environment;
    } *devices;                 /* ascending; once they are asked for */
    uint32_t device_count;
    uint32_t *zones;            /* by object: its first zone in the plan + 1; once it is asked for */
    bool *is_address;           /* by object: LifeTime reaches an environment at it; likewise */
    object_t end_users;         /* the catalogue's */
    struct item *cloud;         /* the frame around cloud environments, or NULL */
    bool networks;              /* networks are drawn as frames */
    bool expanded;              /* nothing is stacked */
    bool cards; /* environments that are nodes stand in rows, however few they are */
    enum theme theme;
    VEC(object_t) ways; /* the focus, and the proxies and load balancers that lead to it */
    uint32_t *way_of;   /* by object: its place among them + 1 */
    uint32_t ways_made; /* so many of them have their items */
    object_t focus;     /* the server that the view is about, or 0: only its flows are drawn */
    items_list items;
    links_list links;
    uint32_t stamp;
};

/* Looks: diagram_looks.c. What LEGEND says is NULL where what it is stands on the thing anyway. */
extern const struct paper papers[THEME_COUNT];
struct look look_of(enum appearance appearance, enum theme theme);
const char *look_legend(enum appearance appearance);
struct stroke stroke_of(enum sort sort, enum theme theme);
const char *stroke_legend(enum sort sort);

/* Whether INNER is OUTER or stands in it: diagram_items.c. */
bool item_within(const struct item *inner, const struct item *outer);

/* All that stands in FRAME, at whatever depth, in no order. */
items_list items_within(struct drawing *drawing, struct item *frame);

/* Where the text of FRAME stands, so that no line goes through it: diagram.c. */
enum heading heading_of(const struct item *frame);

/* Rows and their order: diagram_rows.c. rows_make before the links are drawn, as they aim at the
 * middle of a row; rows_hold after them. */
void rows_make(struct drawing *drawing, struct graph *graph);
void rows_hold(struct drawing *drawing, struct graph *graph);

/* The legend, below all: diagram_legend.c. */
void legend_make(struct drawing *drawing, struct graph *graph);

/* Whether this many environments, LifeTime's not counted, are too many for a frame each. */
bool cards_needed(const struct drawing *drawing);

/* Puts many environments that are a node each into rows, in a frame that stands for all of them,
 * with what there is in each and what lines to the frame cannot say. To be called when all links
 * are there; cards_settle when what is alike has been folded: diagram_cards.c. */
void cards_deal(struct drawing *drawing);
void cards_settle(struct drawing *drawing);

/* Items: diagram_things.c and diagram_environments.c. */

/* The frame of an environment with everything in it. */
void things_environment(struct drawing *drawing, uint32_t environment);

/* What stands for OBJECT in this view, made where there is none yet; NULL where nothing can. */
struct item *thing_of(struct drawing *drawing, object_t object);

/* The web application firewall before ENVIRONMENT, or NULL. */
struct item *thing_firewall(struct drawing *drawing, uint32_t environment);

/* The index of the environment OBJECT is in, UINT32_MAX for none. */
uint32_t environment_of(const struct drawing *drawing, object_t object);

/* Links: diagram_flows.c. */

/* Whether a flow belongs to the view. */
typedef bool flow_filter(const struct drawing *drawing, const struct plan_flow *flow,
                         const void *argument);

/* Draws those of FLOWS (NULL: of all) that FILTER takes. */
void links_flows(struct drawing *drawing, const struct plan_side *flows, flow_filter *filter,
                 const void *argument);

/* Adds LINK to those of the picture, and to those of its ends. */
void link_add(struct drawing *drawing, struct link *link);

/* The links that end at ITEM, as they were made. */
links_list links_of(struct drawing *drawing, const struct item *item);

/* Puts LINKS into the order in which they were made. */
void links_sort(links_list *links);

/* The links of one of two items, of that which has fewer: those between the two are among them. */
const links_list *links_fewer(const struct item *one, const struct item *other);

/* The first link from TAIL to HEAD, or NULL. */
struct link *link_find(const struct item *tail, const struct item *head);

/* The same, made where there is none yet. */
struct link *link_between(struct drawing *drawing, struct item *tail, struct item *head);

/* Draws the private lines the author stated; with ENVIRONMENT (else UINT32_MAX) those of that one:
 * diagram_lines.c. */
void links_lines(struct drawing *drawing, uint32_t environment);
/* The paths of URLs that proxies pass on, on their lines (PROXY-001 to PROXY-004); when all links are there. */
void links_routes(struct drawing *drawing);

/* Whether it passes on what comes to it. */
bool item_is_device(const struct item *item);

/* Folds opposite links, those that every member of a frame has, and alike endpoints, and writes
 * what members need of each other into their frames. To be called when all links are there:
 * diagram_folding.c. */
void links_fold(struct drawing *drawing);

/* "8080, 8443/tcp, 53/udp" */
const char *ports_phrase(struct arena *arena, const ports_list *ports);

/* The ports of LINK, choices among them: "8443, 8022/8389/tcp". */
const char *link_ports(struct arena *arena, const struct link *link);

/* The words on LINK. */
struct lines link_lines(struct arena *arena, const struct link *link);

/* Adds a port or a text, unless it is there already. */
void link_port(struct arena *arena, ports_list *list, const struct ports *ports);
void link_say(struct arena *arena, strings *list, const char *text);

/* What ITEM or LINK is in full: names, addresses, ports, entries of the catalogue, a line each:
 * diagram_tooltips.c. item_path names it in short. */
const char *item_path(const struct drawing *drawing, const struct item *item);
const char *item_tooltip(const struct drawing *drawing, const struct item *item);
const char *link_tooltip(const struct drawing *drawing, const struct link *link);

/* Whether the flow has the purpose WORD. */
bool flow_is_for(const struct plan_flow *flow, const char *word);

/* Whether it is end users' access to apps, which the older page lists under publication and
 * runtime. */
bool flow_is_access(const struct drawing *drawing, const struct plan_flow *flow);

/* Views: diagram_views.c. Fills DRAWING and TITLE for the view NAME; false where there is no such
 * view. */
bool view_collect(struct drawing *drawing, const char *name, struct lines *title);

/* The names of all views, NULL behind the last, in the plan's arena. */
const char *const *views_of(const struct plan *plan);

/* emit_picture, in this process: Graphviz may end it where memory runs out. */
const char *diagram_draw(const struct plan *plan, const struct picture *picture, FILE *out);

#endif
