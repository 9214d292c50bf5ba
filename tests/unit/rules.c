/*
 * src/rules: each small topology yields one rule with its catalogue entry, or nothing.
 *
 * The rule pages under stdlib/rules show every rule once; here are the borders of the rules, and the readings of
 * the vendor's pages (AMB) that they rest on.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "compile.h"

struct sample {
    const char *what, *topology;
    const char *rule, *entry; /* NULL: nothing is found */
};

#define DB "database { engine sql-server; address 10.20.9.5; } "
#define ENV(...) "environment prod { purpose production; " DB __VA_ARGS__ " }\n"
#define LIFETIME(...)                                                                              \
    "environment lt { purpose lifetime; server lt1 { roles front-end, controller; address 10.10.9.10; } "            \
    "database { engine sql-server; address 10.10.9.20; } " __VA_ARGS__ " }\n"
#define ONE "server servername { roles front-end, controller; address 10.20.1.10; } "
#define HTTP_ONE "server servername { roles front-end, controller; protocols http; } "
#define FARM                                                                                       \
    "server ctl { roles controller; address 10.20.1.5; } "                                         \
    "server fe[1-2] { roles front-end; address 10.20.1.[11-12]; } "
#define LB "load-balancer lb { host \"loadbalancer\"; address 10.20.1.100; serve fe[1-2]; } "
#define LB_ONE "load-balancer lb { host \"loadbalancer\"; serve servername; } "
#define LBS "load-balancer lb1 { host \"loadbalancer1\"; } load-balancer lb2 { host \"loadbalancer2\"; } "
#define SERVING                                                                                    \
    "load-balancer lb1 { host \"loadbalancer1\"; serve dz1; } "                                    \
    "load-balancer lb2 { host \"loadbalancer2\"; serve dz2; } "
#define Z1 "zone dz1 { servers fe1; address lb1; apps ServiceCenter, Portal; } "
#define Z1_BARE "zone dz1 { servers fe1; address lb1; apps Portal; } "
#define Z2 "zone dz2 { servers fe2; address lb2; apps Claims; } "
#define RP "reverse-proxy rp { domain \"www.exampledomain.com\"; } "
#define RP_SSL "reverse-proxy rp { domain \"www.exampledomain.com\"; ssl-offloading on; } "
#define WWW(zones) "reverse-proxy www { domain \"www.exampledomain.com\"; serve " zones "; } "
#define INTRA(zones)                                                                               \
    "reverse-proxy intra { domain \"intranet.exampledomain.net\"; exposure intranet; serve " zones "; } "
#define OFFICE "provider own \"Own data center\";\n"

/* Whether FOUND holds findings of RULE alone (none for NULL), one of which cites ENTRY. */
static bool is_expected(const struct diagnostics *found, const struct sample *sample)
{
    bool cited = false;
    if (!sample->rule)
        return found->findings.count == 0;
    for (uint32_t i = 0; i < found->findings.count; i++) {
        const struct finding *finding = found->findings.items[i];
        if (strcmp(finding->rule->name, sample->rule) != 0)
            return false;
        for (uint32_t j = 0; j < finding->catalogue.count; j++)
            cited |= strcmp(finding->catalogue.items[j], sample->entry) == 0;
    }
    return cited;
}

static void look_at(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct compilation *compilation = compilation_create();
        cr_assert(compilation);
        cr_assert(source_take(&compilation->sources, "sample.osnet", samples[i].topology,
                              strlen(samples[i].topology)));
        compile(compilation);
        cr_expect(!compilation->fault, "%s: %s", samples[i].what, compilation->fault);
        bool good = is_expected(&compilation->diagnostics, &samples[i]);
        cr_expect(good, "%s: expected %s %s", samples[i].what, samples[i].rule ? samples[i].rule : "nothing",
                  samples[i].entry ? samples[i].entry : "");
        for (uint32_t j = 0; !good && j < compilation->diagnostics.findings.count; j++)
            fprintf(stderr, "  %s: %s\n", compilation->diagnostics.findings.items[j]->rule->name,
                    compilation->diagnostics.findings.items[j]->message);
        compilation_destroy(compilation);
    }
}

#define LOOK_AT(samples) look_at((samples), sizeof(samples) / sizeof *(samples))

Test(rules, shape_of_an_environment)
{
    static const struct sample samples[] = {
        {"a single server will do for quality", "environment qa { purpose quality; " DB ONE "}", NULL, NULL},
        {"no front-end", ENV("server c { roles controller; }"), "environment-roles", "INFRA-014"},
        {"no server at all", ENV(""), "environment-roles", "INFRA-014"},
        {"two controllers", ENV("server c[1-2] { roles controller; } server f { roles front-end; }"),
         "environment-roles", "INFRA-014"},
        {"LifeTime beside another purpose", "environment x { purpose production, lifetime; " DB ONE "}",
         "lifetime-dedicated", "LT-001"},
        {"two LifeTimes", LIFETIME() "environment again { purpose lifetime; " DB ONE "}", "lifetime-dedicated",
         "LT-001"},
    };
    LOOK_AT(samples);
}

Test(rules, localhost)
{
    static const struct sample samples[] = {
        {"another loopback address", ENV("server s { roles front-end, controller; localhost 127.0.0.2; }"),
         "localhost-address", "LOC-001"},
        {"IPv6", ENV("server s { roles front-end, controller; localhost ::1; }"), "localhost-address", "LOC-001"},
        {"as it should be", ENV("server s { roles front-end, controller; localhost 127.0.0.1; }"), NULL, NULL},
        {"HTTPS alone", ENV("server s { roles front-end, controller; protocols https; }"), "localhost-http",
         "LOC-002"},
    };
    LOOK_AT(samples);
}

Test(rules, hostnames_without_proxy)
{
    static const struct sample samples[] = {
        {"AMB-09: derived", ENV(ONE), NULL, NULL},
        {"a reference", ENV(ONE "hostname servername;"), NULL, NULL},
        {"a server's IP", ENV(ONE "hostname 10.20.1.10;"), "hostname-server", "HOST-008"},
        {"AMB-52: LifeTime's own", LIFETIME("hostname \"wrong\";"), "hostname-server", "HOST-008"},
        {"AMB-08: an alias of the load balancer", ENV(FARM LB "hostname \"alias.x.com\";"),
         "hostname-load-balancer", "HOST-016"},
        {"AMB-08: derived", ENV(FARM LB), NULL, NULL},
        {"AMB-53: behind a load balancer", ENV(ONE LB_ONE "hostname servername;"), "hostname-load-balancer",
         "HOST-016"},
        {"a load balancer without known name", ENV(FARM "load-balancer lb { serve fe[1-2]; } hostname ctl;"),
         "hostname-load-balancer", "HOST-016"},
        {"AMB-51: the cloud's is taken as stated",
         ENV(ONE "hosting outsystems-cloud; hostname \"acme.outsystemsenterprise.com\";"), NULL, NULL},
        {"AMB-49: a path", ENV(ONE "hostname \"servername/x\";"), "address-form", "AMB-49"},
        {"AMB-49: a port", ENV(ONE RP "hostname \"www.exampledomain.com:443\";"), "address-form", "AMB-49"},
    };
    LOOK_AT(samples);
}

Test(rules, hostnames_behind_proxies)
{
    static const struct sample samples[] = {
        {"a single server", ENV(ONE RP "hostname servername;"), "hostname-proxy", "HOST-010"},
        {"a farm", ENV(FARM LB RP "hostname lb;"), "hostname-proxy", "HOST-011"},
        {"several zones", ENV(FARM LBS Z1 Z2 RP "hostname lb1;"), "hostname-proxy", "HOST-012"},
        {"AMB-47: letter case", ENV(ONE RP "hostname \"WWW.ExampleDomain.com\";"), NULL, NULL},
        {"AMB-10: two proxies, left out", ENV(FARM LBS Z1 Z2 WWW("dz1") INTRA("dz2")), "hostname-two-proxies",
         "HOST-014"},
        {"two proxies, neither's", ENV(FARM LBS Z1 Z2 WWW("dz1") INTRA("dz2") "hostname lb1;"),
         "hostname-two-proxies", "HOST-014"},
        {"one of two, which leads to half",
         ENV(FARM LBS Z1 Z2 WWW("dz1") INTRA("dz2") "hostname \"www.exampledomain.com\";"), "hostname-other-proxy",
         "HOST-015"},
        {"AMB-11: one of two, which leads to all",
         ENV(FARM LBS Z1 Z2 WWW("dz1") INTRA("dz1, dz2") "hostname intra;"), NULL, NULL},
        {"two proxies with one domain are one device", ENV(ONE RP "reverse-proxy b { domain \"www.exampledomain.com\"; }"),
         NULL, NULL},
        {"AMB-54: proxy and load balancer at once",
         ENV(FARM "reverse-proxy rp { domain \"www.exampledomain.com\"; load-balancing on; serve fe[1-2]; } "
                  "hostname \"www.exampledomain.com\";"),
         NULL, NULL},
    };
    LOOK_AT(samples);
}

Test(rules, zones)
{
    static const struct sample samples[] = {
        {"a proxy's domain",
         ENV(FARM "load-balancer lb { host \"loadbalancer\"; serve dz1; } " RP
                  "zone dz1 { servers fe[1-2]; address \"www.exampledomain.com\"; }"),
         "zone-address", "ZONE-004"},
        {"another zone's load balancer", ENV(FARM SERVING Z1 "zone dz2 { servers fe2; address lb1; apps Claims; }"),
         "zone-address", "ZONE-006"},
        {"a single server's IP", ENV(FARM "zone dz1 { servers fe1; address 10.20.1.11; } zone dz2 { servers fe2; }"),
         NULL, NULL},
        {"another server", ENV(FARM "zone dz1 { servers fe1; address fe2; } zone dz2 { servers fe2; }"),
         "zone-address", "ZONE-008"},
        {"AMB-20: a single server behind a load balancer",
         ENV(FARM SERVING "zone dz1 { servers fe1; address fe1; } " Z2), "zone-address", "ZONE-013"},
        {"AMB-19: a farm without load balancer", ENV(FARM "zone dz1 { servers fe[1-2]; }"),
         "zone-without-load-balancer", "ZONE-009"},
        {"AMB-19: without zones", ENV(FARM), "zone-without-load-balancer", "ZONE-009"},
        {"AMB-19: with an address", ENV(FARM "zone dz1 { servers fe[1-2]; address \"lb.x.com\"; }"),
         "zone-without-load-balancer", "ZONE-009"},
        {"AMB-18: different servers", ENV(FARM LBS Z1 "zone dz2 { servers fe2; address lb1; apps Claims; }"),
         "zone-shared-load-balancer", "AMB-18"},
        {"AMB-18: the same servers",
         ENV(FARM "load-balancer lb1 { host \"l1\"; } zone a { servers fe[1-2]; address lb1; } "
                  "zone b { servers fe[1-2]; address lb1; }"),
         NULL, NULL},
        {"two audiences, one proxy",
         ENV(FARM LBS RP "zone dz1 { servers fe1; address lb1; exposure internet; } "
                         "zone dz2 { servers fe2; address lb2; exposure intranet; }"),
         "zone-separate-proxies", "ZONE-011"},
        {"two Service Centers", ENV(FARM LBS Z1 "zone dz2 { servers fe2; address lb2; apps ServiceCenter; }"),
         "service-center-zones", "INFRA-010"},
        {"AMB-49: a scheme", ENV(FARM SERVING Z2 "zone dz1 { servers fe1; address \"http://loadbalancer1\"; }"),
         "address-form", "AMB-49"},
        {"a load balancer without known name may have any", ENV(FARM "load-balancer lb { serve dz1; } "
                                                                     "zone dz1 { servers fe[1-2]; address \"lb.x\"; }"),
         NULL, NULL},
        {"but not a server's", ENV(FARM "load-balancer lb { serve dz1; } zone dz1 { servers fe[1-2]; address fe1; }"),
         "zone-address", "ZONE-004"},
    };
    LOOK_AT(samples);
}

#define ROUTED(routes) ENV(FARM LBS Z1 Z2 "reverse-proxy rp { domain \"www.exampledomain.com\"; " routes " }")

Test(rules, routes)
{
    static const struct sample samples[] = {
        {"to the load balancer", ROUTED("route Portal -> lb1;"), NULL, NULL},
        {"past it", ROUTED("route Portal -> fe1;"), "route-target", "PROXY-005"},
        {"elsewhere", ROUTED("route Portal -> \"elsewhere.x.com\";"), "route-target", "PROXY-005"},
        {"to another zone", ROUTED("route Portal -> \"loadbalancer2\";"), "route-zone", "PROXY-007"},
        {"serving servers past it", ENV(FARM LB "reverse-proxy rp { domain \"www.x.com\"; serve fe[1-2]; }"),
         "route-target", "PROXY-005"},
        {"to a single server",
         ENV(FARM "zone dz1 { servers fe1; apps Portal; } zone dz2 { servers fe2; apps Claims; } "
                  "reverse-proxy rp { domain \"www.x.com\"; route Portal -> fe1; route Claims -> \"fe2\"; }"),
         NULL, NULL},
    };
    LOOK_AT(samples);
}

#define HTTPS_ZONE                                                                                 \
    "load-balancer lb { host \"lb.corp.local\"; serve dz1; } zone dz1 { servers fe[1-2]; internal-https on; } "
#define CERTIFIED(first, second)                                                                   \
    ENV("server fe1 { roles front-end, controller; " first " } server fe2 { roles front-end; " second " } " HTTPS_ZONE)

Test(rules, hosts_files)
{
    static const struct sample samples[] = {
        {"AMB-14: a load balancer without name", ENV(FARM "load-balancer lb { address 10.20.1.100; serve fe[1-2]; }"),
         "load-balancer-by-address", "HOSTS-007"},
        {"AMB-15: no certificate", CERTIFIED("", ""), "local-certificate", "HOSTS-011"},
        {"AMB-17: a wildcard, and letter case",
         CERTIFIED("certificate \"*.corp.local\";", "certificate \"LB.corp.local\";"), NULL, NULL},
        {"AMB-17: the server's own name", CERTIFIED("certificate \"fe1\";", "certificate \"lb.corp.local\";"),
         "local-certificate", "HOSTS-011"},
        {"AMB-17: two labels under a wildcard",
         CERTIFIED("certificate \"*.local\";", "certificate \"lb.corp.local\";"), "local-certificate", "HOSTS-011"},
        {"AMB-17: expired", CERTIFIED("certificate \"lb.corp.local\" { valid off; }", "certificate \"lb.corp.local\";"),
         "local-certificate", "HOSTS-011"},
        {"AMB-16: one zone of two",
         ENV(FARM SERVING "zone dz1 { servers fe[1-2]; } zone dz2 { servers fe[1-2]; internal-https on; }"),
         "local-certificate", "HOSTS-011"},
        {"AMB-13: without load balancer", ENV(ONE "zone dz1 { servers servername; internal-https on; }"), NULL, NULL},
    };
    LOOK_AT(samples);
}

#define APART                                                                                      \
    "reverse-proxy r1 { domain \"a.x.com\"; serve dz1, dz2; } "                                    \
    "reverse-proxy r2 { domain \"b.x.com\"; ssl-offloading on; serve dz2; } hostname \"a.x.com\"; "

Test(rules, lifetime_addresses)
{
    static const struct sample samples[] = {
        {"AMB-03: the full name", ENV(ONE "dns-suffix \"x.com\";") LIFETIME("manage prod \"servername.x.com\";"), NULL,
         NULL},
        {"AMB-03: an IP", ENV(ONE) LIFETIME("manage prod 10.20.1.10;"), "lifetime-address-server", "LT-007"},
        {"a proxy that passes SSL on", ENV(ONE RP) LIFETIME("manage prod \"www.exampledomain.com\";"),
         "lifetime-address-server", "LT-008"},
        {"a proxy that ends it", ENV(ONE RP_SSL) LIFETIME("manage prod \"servername\";"),
         "lifetime-address-offloading", "LT-009"},
        {"the reason", ENV(ONE RP_SSL) LIFETIME("manage prod prod.servername;"), "lifetime-address-offloading",
         "LT-010"},
        {"derived", ENV(ONE RP_SSL) LIFETIME(), NULL, NULL},
        {"a farm", ENV(FARM LB RP_SSL) LIFETIME("manage prod \"loadbalancer\";"), "lifetime-address-offloading",
         "LT-012"},
        {"AMB-04: several zones", ENV(FARM LBS Z1 Z2 RP_SSL) LIFETIME("manage prod \"loadbalancer1\";"),
         "lifetime-address-offloading", "LT-016"},
        {"AMB-05: SSL ends before the other zone", ENV(FARM LBS Z1 Z2 APART) LIFETIME("manage prod \"loadbalancer1\";"),
         NULL, NULL},
        {"AMB-05: at the other proxy", ENV(FARM LBS Z1 Z2 APART) LIFETIME("manage prod \"b.x.com\";"),
         "lifetime-address-zone", "LT-013"},
        {"AMB-06: SSL ends at the load balancer",
         ENV(FARM "load-balancer lb { host \"l\"; ssl-offloading on; serve fe[1-2]; }") LIFETIME("manage prod \"l\";"),
         NULL, NULL},
        {"AMB-07: the domain", ENV(FARM LB RP) LIFETIME("manage prod \"www.exampledomain.com\";"), NULL, NULL},
        {"AMB-07: one server", ENV(FARM LB RP) LIFETIME("manage prod \"fe2\";"), "lifetime-address-member", "LT-011"},
        {"AMB-07: anything else", ENV(FARM LB RP) LIFETIME("manage prod \"ctl\";"), "lifetime-address-load-balancer",
         "LT-011"},
        {"AMB-53: the server", ENV(ONE LB_ONE) LIFETIME("manage prod \"servername\";"), NULL, NULL},
        {"AMB-53: the load balancer", ENV(ONE LB_ONE) LIFETIME("manage prod \"loadbalancer\";"), NULL, NULL},
        {"AMB-53: neither", ENV(ONE LB_ONE) LIFETIME("manage prod \"x.y\";"), "lifetime-address-load-balancer",
         "LT-011"},
        {"another zone's", ENV(FARM LBS Z1 Z2) LIFETIME("manage prod \"loadbalancer2\";"), "lifetime-address-zone",
         "LT-013"},
        {"AMB-49: a scheme", ENV(ONE) LIFETIME("manage prod \"https://servername\";"), "address-form", "AMB-49"},
        {"AMB-51: the cloud's is taken as stated",
         ENV(ONE "hosting outsystems-cloud;")
             LIFETIME("hosting outsystems-cloud; manage prod \"whatever.x.com\";"), NULL, NULL},
    };
    LOOK_AT(samples);
}

Test(rules, lifetime_access)
{
    static const struct sample samples[] = {
        {"AMB-44: where is Service Center", ENV(FARM LBS Z1_BARE Z2) LIFETIME(), "lifetime-service-center", "AMB-44"},
        {"AMB-44: nobody asks", ENV(FARM LBS Z1_BARE Z2), NULL, NULL},
        {"AMB-44: not managed", ENV(FARM LBS Z1_BARE Z2 "managed off;") LIFETIME(), NULL, NULL},
        {"AMB-44: SSL ends before all zones", ENV(FARM LBS Z1_BARE Z2 RP_SSL) LIFETIME(), NULL, NULL},
        {"no HTTPS", ENV(HTTP_ONE) LIFETIME(), "lifetime-https", "LT-010"},
        {"HTTPS at the proxy", ENV(HTTP_ONE RP_SSL) LIFETIME(), NULL, NULL},
        {"kept away from the load balancer", ENV(FARM LB) LIFETIME() "deny lt.lt1 -> prod.lb : 443/tcp;",
         "lifetime-unreachable", "LT-011"},
        {"kept away by network",
         ENV(FARM LB) LIFETIME() "network n { cidr 10.10.9.0/24; } deny n -> prod.lb : any;", "lifetime-unreachable",
         "LT-011"},
    };
    LOOK_AT(samples);
}

Test(rules, services_and_the_internet)
{
    static const struct sample samples[] = {
        {"open to the internet", ENV(ONE) "allow internet -> prod.servername : 12000-12002/tcp;", "services-exposed",
         "SEC-001"},
        {"open to everybody", ENV(ONE) "allow 0.0.0.0/0 -> prod.servername : 12000/tcp;", "services-exposed",
         "SEC-001"},
        {"open to users, who come from there", ENV(ONE) "allow end-users -> prod.servername : 12000/tcp;",
         "services-exposed", "SEC-001"},
        {"open to users of the intranet",
         "infrastructure i { exposure intranet; }\n" ENV(ONE) "allow end-users -> prod.servername : 12000/tcp;", NULL,
         NULL},
        {"open to a network that faces it",
         ENV(ONE) "network dmz { cidr 192.0.2.0/24; exposure internet; } allow dmz -> prod.servername : 12000/tcp;",
         "services-exposed", "SEC-001"},
        {"other ports", ENV(ONE) "allow internet -> prod.servername : 80/tcp, 443/tcp, 5672/tcp, 3389/tcp;", NULL,
         NULL},
        {"a configured port", ENV(ONE "port deployment 13001;") "allow internet -> prod.servername : 13001/tcp;",
         "services-exposed", "SEC-002"},
        {"AMB-42: the port it left", ENV(ONE "port deployment 13001;") "allow internet -> prod.servername : 12001/tcp;",
         "services-exposed", "SEC-001"},
        {"closed by a narrower statement",
         ENV(ONE) "allow internet -> prod.servername : any; deny internet -> prod.servername : 12000-12002/tcp;", NULL,
         NULL},
    };
    LOOK_AT(samples);
}

Test(rules, providers)
{
    static const struct sample samples[] = {
        {"two servers apart",
         OFFICE ENV("provider own; server a { roles front-end; provider aws; } server b { roles controller; }"),
         "one-provider", "LAT-002"},
        {"the database apart",
         OFFICE "environment prod { purpose production; server a { roles front-end, controller; provider own; } "
                "database { engine oracle; provider aws; } }",
         "one-provider", "LAT-003"},
        {"AMB-35: what is unknown is not compared",
         "environment prod { purpose production; " ONE "database { engine oracle; provider aws; } }", NULL, NULL},
        {"AMB-35: environments are not compared", OFFICE ENV(ONE "provider own;") LIFETIME("provider aws;"), NULL,
         NULL},
    };
    LOOK_AT(samples);
}
