/*
 * What each kind of thing and line looks like, in each theme. Takes its kind, gives shape and
 * colours.
 *
 * The colours keep apart under every common colour blindness (after Okabe and Ito), and nothing is
 * told by colour alone: each kind has a shape and a caption, each line a style and an arrow of its
 * own. In either theme text has a contrast of at least 4.5 to 1 with what it stands on (WCAG
 * 2, 1.4.3).
 */
#include "emit/diagram.h"

const struct paper papers[THEME_COUNT] = {
    [THEME_LIGHT] = {"#ffffff", NULL},
    [THEME_DARK] = {"#14181d", "#eef1f4"},
};

static const struct appearance_row {
    struct look look; /* its colours are the theme's */
    const char *legend;
    struct colours {
        const char *fill, *border;
    } colours[THEME_COUNT];
} looks[LOOK_COUNT] = {
    [LOOK_ACTOR] = {{.class = "actor",
                     .shape = "ellipse",
                     .style = "filled",
                     .rings = 1,
                     .margin = "0.05,0.03"},
                    "people",
                    {{"#eeeeee", "#404040"}, {"#33383e", "#c0c6cd"}}},
    [LOOK_FIREWALL] =
        {{.class = "waf", .shape = "octagon", .style = "filled", .rings = 1, .margin = NULL},
         "web application firewall",
         {{"#f8ddd0", "#a63c00"}, {"#43200f", "#ff9466"}}},
    [LOOK_PROXY] = {{.class = "reverse-proxy",
                     .shape = "hexagon",
                     .style = "filled",
                     .rings = 1,
                     .margin = "0.04,0.02"},
                    "reverse proxy",
                    {{"#fdebc8", "#8a5a00"}, {"#3d2c08", "#f0b429"}}},
    [LOOK_BALANCER] = {{.class = "load-balancer",
                        .shape = "invtrapezium",
                        .style = "filled",
                        .rings = 1,
                        .margin = "0.02,0.01"},
                       "load balancer",
                       {{"#d3efe4", "#00664a"}, {"#08372a", "#3fd3a4"}}},
    [LOOK_SERVER] =
        {{.class = "server", .shape = "box", .style = "filled", .rings = 1, .margin = NULL},
         "server",
         {{"#dbeaf7", "#00507f"}, {"#10304a", "#6cbdf2"}}},
    [LOOK_FOCUS] = {{.class = "server focus",
                     .shape = "box",
                     .style = "filled,bold",
                     .rings = 1,
                     .margin = "0.18,0.11"},
                    "the server of this view",
                    {{"#a9cdea", "#003a5c"}, {"#1c4f78", "#b5defa"}}},
    [LOOK_STACK] =
        {{.class = "server stack", .shape = "box", .style = "filled", .rings = 3, .margin = NULL},
         "several alike servers",
         {{"#dbeaf7", "#00507f"}, {"#10304a", "#6cbdf2"}}},
    [LOOK_CONTAINER] = {{.class = "container-runtime",
                         .shape = "component",
                         .style = "filled",
                         .rings = 1,
                         .margin = NULL},
                        "container runtime",
                        {{"#e3f4fd", "#1f6d99"}, {"#133c50", "#9fdcfa"}}},
    [LOOK_DATABASE] = {{.class = "database",
                        .shape = "cylinder",
                        .style = "filled",
                        .rings = 1,
                        .margin = "0.12,0.1"},
                       "database",
                       {{"#f6e1ee", "#7d2a5c"}, {"#41213a", "#eaa3cf"}}},
    [LOOK_ENDPOINT] = {{.class = "endpoint",
                        .shape = "note",
                        .style = "filled,dashed",
                        .rings = 1,
                        .margin = NULL},
                       "outside party",
                       {{"#ffffff", "#404040"}, {"#14181d", "#c0c6cd"}}},
    [LOOK_LIFETIME] =
        {{.class = "lifetime", .shape = "tab", .style = "filled", .rings = 1, .margin = NULL},
         "LifeTime environment",
         {{"#fbf6c2", "#6b6200"}, {"#37340a", "#f0e442"}}},
    [LOOK_ENVIRONMENT] =
        {{.class = "environment", .shape = "folder", .style = "filled", .rings = 1, .margin = NULL},
         "whole environment",
         {{"#f2f2f2", "#404040"}, {"#2a2f35", "#c0c6cd"}}},
    [LOOK_CLOUD_FRAME] = {{.class = "cloud",
                           .shape = "box",
                           .style = "filled,rounded,bold",
                           .rings = 1,
                           .margin = NULL},
                          "OutSystems Cloud",
                          {{"#eef8fe", "#1f6d99"}, {"#10232e", "#6cbde8"}}},
    [LOOK_PIPELINE_FRAME] = {{.class = "pipeline",
                              .shape = "box",
                              .style = "filled,rounded,dashed",
                              .rings = 1,
                              .margin = NULL},
                             "delivery pipeline",
                             {{"#ffffff", "#808080"}, {"#14181d", "#99a1aa"}}},
    [LOOK_ENVIRONMENT_FRAME] = {{.class = "environment",
                                 .shape = "box",
                                 .style = "filled,rounded",
                                 .rings = 1,
                                 .margin = NULL},
                                "environment",
                                {{"#f7f7f7", "#404040"}, {"#1d2228", "#b8bec6"}}},
    [LOOK_NETWORK_FRAME] =
        {{.class = "network", .shape = "box", .style = "filled,dotted", .rings = 1, .margin = NULL},
         "network",
         {{"#ffffff", "#606060"}, {"#14181d", "#9aa2ab"}}},
    [LOOK_ZONE_FRAME] =
        {{.class = "zone", .shape = "box", .style = "filled,dashed", .rings = 1, .margin = NULL},
         "deployment zone",
         {{"#eaf2fa", "#00507f"}, {"#16242f", "#6cbdf2"}}},
    [LOOK_GROUP_FRAME] =
        {{.class = "group", .shape = "box", .style = "filled", .rings = 1, .margin = NULL},
         "group of servers",
         {{"#f4f8fc", "#5f7f99"}, {"#1a242d", "#7fa0b8"}}},
    [LOOK_CARDS_FRAME] = {{.class = "environments",
                           .shape = "box",
                           .style = "filled,rounded",
                           .rings = 1,
                           .margin = NULL},
                          NULL,
                          {{"#f7f7f7", "#404040"}, {"#1d2228", "#b8bec6"}}},
    [LOOK_LEGEND_FRAME] =
        {{.class = "legend", .shape = "box", .style = "filled", .rings = 1, .margin = NULL},
         NULL,
         {{"#ffffff", "#b0b0b0"}, {"#14181d", "#6a727b"}}},
};

static const struct sort_row {
    struct stroke stroke; /* its colour is the theme's */
    const char *legend;
    const char *colours[THEME_COUNT];
} sorts[SORT_COUNT] = {
    [SORT_PLAIN] = {{.class = "plain", .style = "dashed", .width = "1.4", .arrow = "normal"},
                    "HTTP, behind the end of SSL",
                    {"#a63c00", "#ff9466"}},
    [SORT_ACCESS] = {{.class = "access", .style = "solid", .width = "1.4", .arrow = "normal"},
                     "access to applications",
                     {"#202020", "#f0f0f0"}},
    [SORT_DATABASE] = {{.class = "data", .style = "solid", .width = "1.2", .arrow = "dot"},
                       "database connection",
                       {"#7d2a5c", "#eaa3cf"}},
    [SORT_INTERNAL] = {{.class = "internal", .style = "solid", .width = "1.0", .arrow = "vee"},
                       "between servers",
                       {"#00507f", "#6cbdf2"}},
    [SORT_OUTSIDE] = {{.class = "outside", .style = "dotted", .width = "1.6", .arrow = "normal"},
                      "with outside parties",
                      {"#404040", "#c0c6cd"}},
    [SORT_ADMINISTRATION] =
        {{.class = "administration", .style = "solid", .width = "0.8", .arrow = "onormal"},
         "development and administration",
         {"#404040", "#c0c6cd"}},
    [SORT_LINE] = {{.class = "line", .style = "dashed", .width = "3.0", .arrow = "none"},
                   "VPN or other link",
                   {"#707070", "#99a1aa"}},
    [SORT_LIFETIME] = {{.class = "lifetime", .style = "bold", .width = "2.4", .arrow = "normal"},
                       "LifeTime",
                       {"#6b6200", "#f0e442"}},
};

struct look look_of(enum appearance appearance, enum theme theme)
{
    struct look look = looks[appearance].look;
    look.fill = looks[appearance].colours[theme].fill;
    look.border = looks[appearance].colours[theme].border;
    return look;
}

const char *look_legend(enum appearance appearance)
{
    return looks[appearance].legend;
}

struct stroke stroke_of(enum sort sort, enum theme theme)
{
    struct stroke stroke = sorts[sort].stroke;
    stroke.colour = sorts[sort].colours[theme];
    return stroke;
}

const char *stroke_legend(enum sort sort)
{
    return sorts[sort].legend;
}
