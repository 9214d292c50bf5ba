/*
 * src/plan: what follows from a topology. Required openings are looked at through flows of the
 * tests' own, so that an update of the catalogue changes nothing here.
 */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* A farm of two zones behind one proxy. */
#define TWO_ZONES                                                                                  \
    "environment prod { purpose production; dns-suffix \"acme.local\";\n"                          \
    "server ctl { roles controller; address 10.0.0.5; }\n"                                         \
    "server fe[1-2] { roles front-end; address 10.0.0.[11-12]; }\n"                                \
    "server fe[3-4] { roles front-end; address 10.0.0.[13-14]; }\n"                                \
    "database main { engine sql-server; address 10.0.0.20; }\n"                                    \
    "load-balancer lb1 { host \"lb1.acme.local\"; address 10.0.0.100; }\n"                         \
    "load-balancer lb2 { host \"lb2.acme.local\"; }\n"                                             \
    "zone dz1 { servers fe[1-2]; address lb1; apps ServiceCenter, One; calls dz2; }\n"             \
    "zone dz2 { servers fe[3-4]; address lb2; apps Two; }\n"                                       \
    "reverse-proxy rp { domain \"www.acme.example\"; serve dz1, dz2; }\n"

/* One server that does everything. */
#define SINGLE(name, purpose, inside)                                                              \
    "environment " name " { purpose " purpose "; server s { roles front-end, controller; }\n"      \
    "database { engine sql-server; }\n" inside "}\n"

#define FARM                                                                                       \
    "server ctl { roles controller; } server fe[1-2] { roles front-end; } database d { engine "    \
    "oracle; }\n"

/* ---- Environments ---- */

Test(plan, environments_know_their_servers_zones_and_devices)
{
    struct compilation *it = compiled(TWO_ZONES "}");
    const struct plan_environment *prod = environment_named(it, "prod");
    cr_expect(prod->sound);
    reads(paths(it, prod->front_ends), "prod.fe1 prod.fe2 prod.fe3 prod.fe4");
    reads(paths(it, prod->controllers), "prod.ctl");
    reads(paths(it, prod->caches), "prod.ctl"); /* stands in for cache invalidation */
    reads(paths(it, prod->databases), "prod.main");
    reads(paths(it, prod->proxies), "prod.rp");
    cr_expect_eq(prod->zone_count, 2);
    const struct plan_zone *dz2 = zone_of(it, "prod", "dz2");
    reads(model_path(it->model, dz2->balancer), "prod.lb2");
    reads(paths(it, dz2->servers), "prod.fe3 prod.fe4");
    reads(paths(it, dz2->apps), "prod.dz2.Two");
    cr_expect_not(dz2->service_center);
    cr_expect(zone_of(it, "prod", "dz1")->service_center);
    done(it);
}

Test(plan, without_zones_there_is_one_of_all_front_ends)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM "load-balancer lb { host \"lb\"; } }");
    const struct plan_zone *zone = zone_of(it, "e", "default");
    cr_expect_eq(zone->object, 0);
    reads(paths(it, zone->servers), "e.fe1 e.fe2");
    reads(model_path(it->model, zone->balancer), "e.lb");
    cr_expect(zone->service_center);
    done(it);
}

Test(plan, an_environment_with_mistakes_in_it_is_not_sound)
{
    struct compilation *it =
        compiled("environment a { purpose quality; server s { roles nothing; } }\n" SINGLE(
            "b", "quality", ""));
    cr_expect_not(environment_named(it, "a")->sound);
    cr_expect(environment_named(it, "b")->sound);
    done(it);
}

Test(plan, scenarios_are_those_of_the_setups_page)
{
    static const struct {
        const char *text;
        int scenario;
    } setups[] = {
        {SINGLE("e", "production", ""), 1},
        {SINGLE("e", "production", "reverse-proxy r { domain \"www.a.example\"; }"), 2},
        {"environment e { purpose production; " FARM
         "load-balancer lb { host \"lb\"; } reverse-proxy r { domain \"www.a.example\"; } }",
         3},
        {TWO_ZONES "}", 4},
    };
    for (size_t i = 0; i < sizeof setups / sizeof *setups; i++) {
        struct compilation *it = compiled(setups[i].text);
        const struct plan_environment *environment = &it->plan->environments.items[0];
        cr_assert_geq(environment->scenario_count, 1, "%s", setups[i].text);
        cr_expect_eq(environment->scenarios[0], setups[i].scenario, "%d, not %d: %s",
                     environment->scenarios[0], setups[i].scenario, setups[i].text);
        done(it);
    }
}

/* ---- Values to configure ---- */

/* The hostname of the environment that TEXT declares first. */
static const char *hostname_of(struct compilation *it)
{
    return slot_text(it, &it->plan->environments.items[0].hostname);
}

#define HOSTNAME(text, wanted)                                                                     \
    do {                                                                                           \
        struct compilation *it_ = compiled(text);                                                  \
        reads(hostname_of(it_), wanted);                                                           \
        done(it_);                                                                                 \
    } while (0)

Test(plan, the_hostname_is_the_domain_of_the_proxy)
{
    HOSTNAME(TWO_ZONES "}", "derived www.acme.example");
    HOSTNAME(TWO_ZONES "hostname \"WWW.acme.example\"; }", "stated WWW.acme.example");
    HOSTNAME(TWO_ZONES "hostname rp; }", "stated www.acme.example");
    HOSTNAME(TWO_ZONES "hostname lb1; }", "stated lb1.acme.local (illegal)");
    HOSTNAME(TWO_ZONES "hostname \"http://www.acme.example\"; }",
             "stated http://www.acme.example (malformed)");
}

Test(plan, without_a_proxy_the_hostname_is_what_stands_in_front)
{
    HOSTNAME(SINGLE("e", "quality", "dns-suffix \"acme.local\";"), "derived s");
    HOSTNAME(SINGLE("e", "quality", "dns-suffix \"acme.local\"; hostname s;"), "stated s");
    HOSTNAME("environment e { purpose quality; " FARM
             "load-balancer lb { host \"lb.acme.local\"; } }",
             "derived lb.acme.local");
    HOSTNAME("environment e { purpose quality; " FARM
             "load-balancer lb { host \"lb.acme.local\"; } hostname \"other.acme.local\"; }",
             "stated other.acme.local (illegal)");
}

Test(plan, what_is_unknown_in_is_unknown_out)
{
    /* A load balancer without a name or address: whatever is stated may be its. */
    HOSTNAME("environment e { purpose quality; " FARM
             "load-balancer lb; hostname \"x.acme.local\"; }",
             "stated x.acme.local");
    HOSTNAME("environment e { purpose quality; " FARM "load-balancer lb; }", "unknown");
}

Test(plan, a_zones_address_is_its_load_balancers)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM
                 "load-balancer lb { host \"lb\"; serve z; } zone z { servers fe[1-2]; } }");
    reads(slot_text(it, &zone_of(it, "e", "z")->address), "derived lb");
    reads(model_path(it->model, zone_of(it, "e", "z")->address.device), "e.lb");
    done(it);
    it = compiled(
        "environment e { purpose quality; " FARM
        "load-balancer lb { host \"lb\"; serve z; } zone z { servers fe[1-2]; address fe1; } }");
    reads(slot_text(it, &zone_of(it, "e", "z")->address), "stated fe1 (illegal)");
    done(it);
}

#define LIFETIME SINGLE("lt", "lifetime", "")

/* LifeTime's address of the environment `e`. */
#define REACHED(text, wanted)                                                                      \
    do {                                                                                           \
        struct compilation *it_ = compiled(text);                                                  \
        reads(slot_text(it_, &environment_named(it_, "e")->lifetime_address), wanted);             \
        done(it_);                                                                                 \
    } while (0)

Test(plan, lifetime_reaches_a_single_server_by_its_name_and_a_farm_at_its_load_balancer)
{
    REACHED(LIFETIME SINGLE("e", "quality", ""), "derived s");
    REACHED(LIFETIME SINGLE("e", "quality", "reverse-proxy r { domain \"www.a.example\"; }"),
            "derived s");
    REACHED(LIFETIME "environment e { purpose quality; " FARM "load-balancer lb { host \"lb\"; } }",
            "derived lb");
    REACHED(LIFETIME "environment e { purpose quality; " FARM
                     "load-balancer lb { host \"lb\"; } }\nmanage e \"fe1\";",
            "stated fe1 (tolerated)");
    REACHED(LIFETIME "environment e { purpose quality; " FARM
                     "load-balancer lb { host \"lb\"; } }\nmanage e \"ctl\";",
            "stated ctl (illegal)");
}

Test(plan, where_ssl_is_offloaded_lifetime_needs_the_domain)
{
    REACHED(LIFETIME SINGLE("e", "quality",
                            "reverse-proxy r { domain \"www.a.example\"; ssl-offloading on; }"),
            "derived www.a.example");
    REACHED(
        LIFETIME SINGLE(
            "e", "quality",
            "reverse-proxy r { domain \"www.a.example\"; ssl-offloading on; }") "manage e \"s\";",
        "stated s (illegal)");
}

Test(plan, who_is_not_managed_has_no_lifetime_address)
{
    REACHED(SINGLE("e", "quality", ""), "none");
    REACHED(LIFETIME SINGLE("e", "quality", "managed off;"), "none");
}

/* ---- Routes and hosts entries ---- */

/* The routes of IT, one a line. */
static const char *routes(struct compilation *it)
{
    const char *list = "";
    for (uint32_t i = 0; i < it->plan->routes.count; i++) {
        const struct plan_route *route = &it->plan->routes.items[i];
        list = arena_printf(it->arena, "%s%s%s -> %s%s%s", list, i ? "\n" : "", route->url,
                            route->target ? route->target : "?", route->stated ? " stated" : "",
                            route->legal        ? ""
                            : route->wrong_zone ? " wrong zone"
                                                : " illegal");
    }
    return list;
}

static const char *hosts(struct compilation *it)
{
    const char *list = "";
    for (uint32_t i = 0; i < it->plan->hosts.count; i++) {
        const struct plan_host *line = &it->plan->hosts.items[i];
        list = arena_printf(it->arena, "%s%s%s: %s %s", list, i ? "\n" : "",
                            model_path(it->model, line->server), line->address, line->name);
    }
    return list;
}

Test(plan, routes_lead_each_app_to_the_load_balancer_of_its_zone)
{
    struct compilation *it = compiled(TWO_ZONES "}");
    reads(
        routes(it),
        "www.acme.example/ServiceCenter -> lb1.acme.local\nwww.acme.example/One -> lb1.acme.local\n"
        "www.acme.example/Two -> lb2.acme.local");
    done(it);
    it = compiled(
        SINGLE("e", "quality", "reverse-proxy r { domain \"a.example\", \"b.example\"; }"));
    reads(routes(it), "a.example/* -> s\nb.example/* -> s");
    done(it);
}

Test(plan, stated_routes_are_judged_by_the_zone_of_their_app)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM "server fe3 { roles front-end; }\n"
                 "load-balancer lb1 { host \"lb1\"; serve a; } load-balancer lb2 { host \"lb2\"; "
                 "serve b; }\n"
                 "zone a { servers fe1, fe2; apps One; } zone b { servers fe3; apps Two; }\n"
                 "reverse-proxy r { domain \"a.example\"; route One -> lb1; route Two -> lb1; "
                 "route \"/x\" -> \"LB2\"; route \"/y\" -> fe1; } }");
    reads(routes(it), "a.example/One -> lb1 stated\na.example/Two -> lb1 stated wrong "
                      "zone\na.example/x -> LB2 stated\n"
                      "a.example/y -> fe1 stated illegal");
    done(it);
}

Test(plan, servers_of_a_zone_map_its_load_balancer_to_themselves)
{
    struct compilation *it = compiled(TWO_ZONES "}");
    reads(hosts(it), "prod.fe1: 127.0.0.1 lb1.acme.local\nprod.fe2: 127.0.0.1 lb1.acme.local\n"
                     "prod.fe3: 127.0.0.1 lb2.acme.local\nprod.fe4: 127.0.0.1 lb2.acme.local");
    done(it);
}

Test(plan, with_internal_https_a_server_needs_a_certificate_for_the_line)
{
    struct compilation *it =
        compiled("environment e { purpose quality; server ctl { roles controller; } database { "
                 "engine oracle; }\n"
                 "server fe1 { roles front-end; certificate \"*.acme.local\"; } server fe2 { roles "
                 "front-end; }\n"
                 "server fe3 { roles front-end; certificate \"*.acme.local\" { valid off; } }\n"
                 "load-balancer lb { host \"lb.acme.local\"; serve z; } zone z { servers fe[1-3]; "
                 "internal-https on; } }");
    reads(hosts(it), "e.fe1: 127.0.0.1 lb.acme.local");
    cr_assert_eq(it->plan->unmapped.count, 2);
    cr_expect_eq(it->plan->unmapped.items[0].why, UNMAPPED_NO_CERTIFICATE);
    done(it);
}

Test(plan, an_address_needs_no_line)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM
                 "load-balancer lb { address 10.0.0.100; serve z; } zone z { servers fe[1-2]; } }");
    reads(hosts(it), "");
    cr_assert_eq(it->plan->unmapped.count, 2);
    cr_expect_eq(it->plan->unmapped.items[0].why, UNMAPPED_ADDRESS_IS_IP);
    done(it);
}

/* ---- Required openings ---- */

#define OPENS(text, name, wanted)                                                                  \
    do {                                                                                           \
        struct compilation *it_ = compiled(text);                                                  \
        reads(openings(it_, name), wanted);                                                        \
        done(it_);                                                                                 \
    } while (0)

Test(plan, roles_become_the_servers_of_each_environment)
{
    struct compilation *it = compiled(
        SINGLE("a", "quality", "") "environment b { purpose staging; " FARM "}\n"
                                   "flow f front-end -> controller : 7777; flow g b.front-end -> "
                                   "10.0.0.1 : 7778/udp; flow h server -> database : 7779;");
    reads(openings(it, "f"), "a.s -> a.s : 7777/tcp (local)\nb.fe1 b.fe2 -> b.ctl : 7777/tcp");
    reads(openings(it, "h"), "a.s -> a.database : 7779/tcp\nb.ctl b.fe1 b.fe2 -> b.d : 7779/tcp");
    done(it);
}

Test(plan, what_stays_on_one_machine_goes_apart)
{
    OPENS("environment e { purpose quality; " FARM "}\nflow f server -> controller : 7777;", "f",
          "e.fe1 e.fe2 -> e.ctl : 7777/tcp\ne.ctl -> e.ctl : 7777/tcp (local)");
    OPENS("environment e { purpose quality; " FARM "}\nflow f front-end -> front-end : 7777;", "f",
          "e.fe1 e.fe2 -> e.fe1 e.fe2 : 7777/tcp\ne.fe1 e.fe2 -> e.fe1 e.fe2 : 7777/tcp (local)");
    OPENS(SINGLE("e", "quality", "") "flow f e.s -> e.s : 7777;", "f",
          "e.s -> e.s : 7777/tcp (local)");
}

Test(plan, equal_openings_become_one_with_all_their_reasons)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM "}\n"
                 "flow f front-end -> controller : 7777 { for first; catalogue X-1; }\n"
                 "flow g front-end -> controller : 7777 { for second; catalogue X-2, X-1; }\n"
                 "flow h front-end -> controller : 7777/udp;");
    reads(openings(it, "X-2"), "e.fe1 e.fe2 -> e.ctl : 7777/tcp");
    reads(openings(it, "X-1"), "e.fe1 e.fe2 -> e.ctl : 7777/tcp");
    for (uint32_t i = 0; i < it->plan->flows.count; i++) {
        const struct plan_flow *flow = &it->plan->flows.items[i];
        if (flow->why->entry_count == 0 || strcmp(flow->why->entries[0], "X-1") != 0)
            continue;
        cr_assert_eq(flow->why->purpose_count, 2);
        reads(flow->why->purposes[0], "first");
        reads(flow->why->purposes[1], "second");
        cr_expect_eq(flow->why->entry_count, 2);
    }
    reads(openings(it, "h"), "e.fe1 e.fe2 -> e.ctl : 7777/udp");
    done(it);
}

Test(plan, alternatives_are_one_opening_with_a_choice_of_ports)
{
    OPENS(SINGLE("e", "quality", "") "flow f sysops -> e.s : 7022 { alternative x; } flow g sysops "
                                     "-> e.s : 7389 { alternative x; }",
          "f", "sysops -> e.s : 7022/7389/tcp");
}

Test(plan, the_port_of_a_service_is_the_environments_or_the_databases)
{
    struct compilation *it =
        compiled("service mine { port 7000; }\n" SINGLE("a", "quality", "port mine 7001;")
                     SINGLE("b", "staging", "") "flow f front-end -> server : mine;");
    reads(openings(it, "f"), "a.s -> a.s : 7001/tcp (local)\nb.s -> b.s : 7000/tcp (local)");
    done(it);
    OPENS("service mine { port 7000; }\nenvironment e { purpose quality; " FARM
          "database x { engine sql-server; port 11433; holds session; } }\n"
          "flow f sysops -> database : mine;",
          "f", "sysops -> e.d : 7000/tcp\nsysops -> e.x : 11433/tcp");
}

Test(plan, whoever_comes_from_outside_comes_through_what_stands_in_front)
{
    OPENS(TWO_ZONES "}\nflow f internet -> front-end : 7777;", "f",
          "internet -> prod.fe1 prod.fe2 : 7777/tcp via prod.rp prod.lb1\ninternet -> prod.rp : "
          "7777/tcp (hop)\n"
          "prod.rp -> prod.lb1 : 7777/tcp (hop)\nprod.lb1 -> prod.fe1 prod.fe2 : 7777/tcp (hop)\n"
          "internet -> prod.fe3 prod.fe4 : 7777/tcp via prod.rp prod.lb2\nprod.rp -> prod.lb2 : "
          "7777/tcp (hop)\n"
          "prod.lb2 -> prod.fe3 prod.fe4 : 7777/tcp (hop)");
    OPENS("environment e { purpose quality; " FARM "}\nflow f internet -> front-end : 7777;", "f",
          "internet -> e.fe1 e.fe2 : 7777/tcp");
}

Test(plan, behind_a_device_that_ends_ssl_the_service_is_the_plain_one)
{
    OPENS("service secret { port 7443; plain open; } service open { port 7080; }\n" SINGLE(
              "e", "quality",
              "reverse-proxy r { domain \"a.example\"; ssl-offloading on; }") "flow f internet -> "
                                                                              "front-end : secret;",
          "f",
          "internet -> e.s : 7443/tcp via e.r\ninternet -> e.r : 7443/tcp (hop)\ne.r -> e.s : "
          "7080/tcp (hop)");
}

Test(plan, chained_proxies_are_one_way)
{
    OPENS(SINGLE("e", "quality",
                 "reverse-proxy outer { domain \"a.example\"; serve inner; } reverse-proxy inner { "
                 "domain \"b.example\"; serve s; }") "flow f internet -> front-end : 7777;",
          "f",
          "internet -> e.s : 7777/tcp via e.outer e.inner\ninternet -> e.outer : 7777/tcp (hop)\n"
          "e.outer -> e.inner : 7777/tcp (hop)\ne.inner -> e.s : 7777/tcp (hop)");
}

Test(plan, proxies_in_a_circle_end)
{
    struct compilation *it = compiled(SINGLE("e", "quality",
                                             "reverse-proxy a { domain \"a.example\"; serve b; } "
                                             "reverse-proxy b { domain \"b.example\"; serve a; }"));
    cr_expect_not_null(it->plan);
    done(it);
}

Test(plan, many_ways_through_proxies_are_looked_at_once)
{
    enum { LAYERS = 15, WIDTH = 12 };
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    fputs("environment e { purpose quality; server s { roles front-end, controller; } "
          "database { engine oracle; } server t { roles cache-invalidation; }\n",
          out);
    for (int layer = 0; layer < LAYERS; layer++)
        for (int i = 0; i < WIDTH; i++) {
            fprintf(out, "reverse-proxy p%dx%d { domain \"p%dx%d.example\"; serve ", layer, i,
                    layer, i);
            for (int j = 0; j < WIDTH && layer + 1 < LAYERS; j++)
                fprintf(out, "%sp%dx%d", j ? ", " : "", layer + 1, j);
            fprintf(out, "%s; }\n", layer + 1 < LAYERS ? "" : "t");
        }
    fputs("}", out);
    fclose(out);
    struct compilation *it = compiled(text);
    cr_expect_eq(it->plan->environments.items[0].proxies.count, 0, "none leads to the front-end");
    done(it);
    free(text);
}

Test(plan, servers_listen_on_what_must_reach_them_here_too)
{
    struct compilation *it = compiled(
        SINGLE("e", "quality",
               "") "flow f front-end -> controller : 7777; flow g e.s -> e.database : 7778;");
    const struct plan_server *server = plan_server(it->plan, thing(it, "e.s"));
    bool local = false, other = false;
    for (uint32_t i = 0; i < server->listen_count; i++) {
        local |= strcmp(server->listens[i], "7777/tcp") == 0;
        other |= strcmp(server->listens[i], "7778/tcp") == 0;
    }
    cr_expect(local);
    cr_expect_not(other);
    done(it);
}

/* ---- Conditions ---- */

/* Whether the flow `f` with CONDITION holds in an environment with PROPERTIES. */
static bool holds(const char *properties, const char *condition)
{
    char *text = NULL;
    cr_assert(
        asprintf(
            &text,
            SINGLE("e", "quality",
                   "%s") "endpoint x { address 192.0.2.1; }\nflow f front-end -> x : 7777 { %s }",
            properties, condition) > 0);
    struct compilation *it = compiled(text);
    reads(mistakes(it), "");
    bool opened = openings(it, "f")[0] != '\0';
    done(it);
    free(text);
    return opened;
}

Test(plan, conditions_compare_properties)
{
    cr_expect(holds("os linux;", "when os is linux;"));
    cr_expect_not(holds("os linux;", "when os is windows;"));
    cr_expect(holds("os linux;", "when os is windows, linux;"));
    cr_expect_not(holds("os linux;", "unless os is linux;"));
    cr_expect(holds("apps mobile, reactive-web;", "when apps has mobile;"));
    cr_expect_not(holds("apps mobile, reactive-web;", "when apps is mobile;"));
    cr_expect_not(holds("apps mobile;", "when apps has mobile; unless apps has mobile;"));
    cr_expect(holds("platform-version 11.10.2;", "when platform-version at-least 11.9;"));
    cr_expect_not(holds("platform-version 11.10.2;", "when platform-version below 11.9;"));
    cr_expect(holds("platform-version 11.25.0;", "since 11.25;"));
    cr_expect_not(holds("platform-version 11.24;", "since 11.25;"));
}

Test(plan, what_is_left_out_takes_its_default_and_what_nobody_knows_rules_nothing_out)
{
    cr_expect(holds("", "when hosting is self-managed;"));
    cr_expect_not(holds("", "when hosting is outsystems-cloud;"));
    cr_expect(holds("", "when os is linux;"));
    cr_expect(holds("", "unless os is linux;"));
    cr_expect(holds("", "when protocols has http;"));
    cr_expect_not(holds("", "when hosting is \"\";"));
}

Test(plan, what_an_environment_leaves_out_its_infrastructure_says)
{
    struct compilation *it = compiled(
        "infrastructure i { os linux; }\n" SINGLE("a", "quality", "")
            SINGLE("b", "staging",
                   "os windows;") "flow f front-end -> database : 7777 { when os is linux; }");
    reads(openings(it, "f"), "a.s -> a.database : 7777/tcp");
    done(it);
}

/* ---- What is open ---- */

static enum opening is_open(struct compilation *it, const char *from, const char *to, uint16_t port)
{
    return plan_opening(it->plan, thing(it, from), thing(it, to), port, IPPROTO_TCP, NULL);
}

Test(plan, a_narrower_statement_beats_one_that_covers_it)
{
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM "}\n"
                 "deny internet -> e : any; allow internet -> e.fe1 : 443, 8000-8010; deny "
                 "internet -> e.fe1 : 8005; allow e.fe[1-2] -> e.ctl : 12000;");
    reads(mistakes(it), "");
    cr_expect_eq(is_open(it, "internet", "e.fe1", 443), OPENING_OPEN);
    cr_expect_eq(is_open(it, "internet", "e.fe1", 80), OPENING_CLOSED);
    cr_expect_eq(is_open(it, "internet", "e.fe1", 8010), OPENING_OPEN);
    cr_expect_eq(is_open(it, "internet", "e.fe1", 8005), OPENING_CLOSED);
    cr_expect_eq(is_open(it, "internet", "e.fe2", 443), OPENING_CLOSED);
    cr_expect_eq(is_open(it, "e.fe2", "e.ctl", 12000), OPENING_OPEN);
    cr_expect_eq(is_open(it, "e.fe2", "e.ctl", 12001), OPENING_UNKNOWN);
    cr_expect_eq(is_open(it, "e.ctl", "e.fe1", 443), OPENING_UNKNOWN);
    done(it);
}

Test(plan, networks_and_addresses_cover_what_stands_in_them)
{
    struct compilation *it = compiled(
        "network n { cidr 10.0.0.0/24; }\nenvironment e { purpose quality; server a { roles "
        "front-end; address 10.0.0.1; } server b { roles front-end; address 10.0.1.1; }\n"
        "allow n -> b : 443; allow 10.0.1.0/24 -> 10.0.0.1 : 80; }");
    cr_expect_eq(is_open(it, "e.a", "e.b", 443), OPENING_OPEN);
    cr_expect_eq(is_open(it, "e.b", "e.a", 80), OPENING_OPEN);
    cr_expect_eq(is_open(it, "e.b", "e.a", 443), OPENING_UNKNOWN);
    done(it);
}

Test(plan, statements_that_contradict_and_cover_each_other_in_part_are_found)
{
    const struct contradiction *list;
    struct compilation *it =
        compiled("environment e { purpose quality; " FARM
                 "}\nallow e.fe[1-2] -> e.ctl : 80; deny e.fe1 -> e.ctl, e.d : 80;");
    cr_expect_eq(plan_contradictions(it->plan, &list), 1);
    finding_of(it, "contradicting-openings", 0);
    done(it);
    it = compiled(
        "environment e { purpose quality; " FARM
        "}\nallow e.fe[1-2] -> e.ctl : 80; deny e.fe1 -> e.ctl : 80; deny e.fe1 -> e.d : 80;");
    cr_expect_eq(plan_contradictions(it->plan, &list), 0);
    done(it);
    it = compiled("environment e { purpose quality; " FARM
                  "}\nallow e.fe1 -> e.ctl : 80; deny e.fe1 -> e.ctl : 80;");
    cr_expect_eq(plan_contradictions(it->plan, &list), 1, "the same, open and closed");
    done(it);
}

/* ---- Names and providers ---- */

Test(plan, things_answer_to_their_names)
{
    struct compilation *it = compiled_inside(
        "dns-suffix \"acme.local\"; server a { roles front-end; } server b { roles front-end; host "
        "\"web\"; } load-balancer lb; reverse-proxy r { domain \"x.example\", \"y.example\"; }");
    struct names names = plan_names(it->plan, thing(it, "prod.a"));
    cr_assert_eq(names.count, 2);
    reads(names.items[0], "a");
    reads(names.items[1], "a.acme.local");
    names = plan_names(it->plan, thing(it, "prod.b"));
    cr_assert_eq(names.count, 1);
    reads(names.items[0], "web");
    cr_expect_gt(names.accepted, 1);
    cr_expect_eq(plan_names(it->plan, thing(it, "prod.lb")).count, 0);
    cr_expect_eq(plan_names(it->plan, thing(it, "prod.r")).count, 2);
    done(it);
}

Test(plan, who_runs_a_thing_is_said_by_it_its_network_or_what_is_around_it)
{
    struct compilation *it =
        compiled("provider own; provider hoster { provider own; }\nnetwork n { cidr 10.1.0.0/16; "
                 "provider aws; }\n"
                 "environment e { purpose quality; provider hoster; server a { roles front-end; } "
                 "server b { roles front-end; address 10.1.0.1; }\n"
                 "server c { roles front-end; network n; provider azure; } }\nenvironment f { "
                 "purpose quality; server a { roles front-end; } }");
    reads(mistakes(it), "");
    reads(model_path(it->model, plan_provider(it->plan, thing(it, "e.a"))), "own");
    reads(model_path(it->model, plan_provider(it->plan, thing(it, "e.b"))), "aws");
    reads(model_path(it->model, plan_provider(it->plan, thing(it, "e.c"))), "azure");
    cr_expect_eq(plan_provider(it->plan, thing(it, "f.a")), 0);
    done(it);
}
