/*
 * src/model: what values mean, what names mean, and what is wrong with either.
 */
#include <string.h>

#include "model/address.h"
#include "support.h"

/* ---- Values ---- */

Test(model, addresses_are_told_from_what_is_none)
{
    struct address address;
    static const char *const fine[] =
        {"0.0.0.0", "10.20.1.11", "255.255.255.255", "2001:db8::7",
         "::",      "::1",        "::ffff:10.0.0.1", "1:2:3:4:5:6:7:8"},
                             *const wrong[] = {"10.0.0.256",   "10.0.0",      "10.0.0.1.2",
                                               "10.0.0.01",    "010.0.0.1",   "",
                                               "1:2:3",        "2001:db8::g", "1::2::3",
                                               "fe80::1%eth0", "10.0.0.1/8",  "1:2:3:4:5:6:7:8:9"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        cr_expect(address_parse(fine[i], &address), "%s", fine[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(address_parse(wrong[i], &address), "%s", wrong[i]);
}

Test(model, networks_have_a_prefix_and_no_bits_behind_it)
{
    struct address address;
    uint8_t prefix;
    cr_expect(network_parse("10.20.0.0/16", &address, &prefix) && prefix == 16);
    cr_expect(network_parse("0.0.0.0/0", &address, &prefix) && prefix == 0);
    cr_expect(network_parse("2001:db8::/32", &address, &prefix) && prefix == 32 &&
              address.family == 6);
    cr_expect(network_parse("::/128", &address, &prefix) && prefix == 128);
    static const char *const wrong[] = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/",
                                        "::/129",   "10.0.0/8",    "10.0.0.0/8x",
                                        "/8",       "10.0.0.0/-1", "10.0.0.0/1000"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(network_parse(wrong[i], &address, &prefix), "%s", wrong[i]);
    network_parse("10.20.1.0/16", &address, &prefix);
    cr_expect(network_has_host_bits(&address, prefix));
    network_parse("10.20.1.128/25", &address, &prefix);
    cr_expect_not(network_has_host_bits(&address, prefix));
}

/* Of the network 'n'. */
static struct datum network_of(struct compilation *it)
{
    return model_data(it->model, thing(it, "n"), KEYWORD_CIDR).items[0];
}

Test(model, addresses_are_within_networks_of_their_family)
{
    struct address address;
    struct compilation *it = compiled("network n { cidr 10.20.0.0/15; }");
    struct datum network = network_of(it);
    address_parse("10.21.255.255", &address);
    cr_expect(address_within(&address, &network));
    address_parse("10.22.0.0", &address);
    cr_expect_not(address_within(&address, &network));
    address_parse("a14::", &address); /* its first bytes are 10.20 */
    cr_expect_not(address_within(&address, &network));
    done(it);
    it = compiled("network n { cidr 0.0.0.0/0; }");
    network = network_of(it);
    address_parse("8.8.8.8", &address);
    cr_expect(address_within(&address, &network));
    done(it);
}

Test(model, ports_are_1_to_65535_with_a_protocol)
{
    struct ports ports;
    cr_expect_null(ports_parse("443", &ports));
    cr_expect(ports.first == 443 && ports.last == 443 && ports.protocol == IPPROTO_TCP);
    cr_expect_null(ports_parse("12000-12002/udp", &ports));
    cr_expect(ports.first == 12000 && ports.last == 12002 && ports.protocol == IPPROTO_UDP);
    cr_expect_null(ports_parse("65535/tcp", &ports));
    cr_expect_null(ports_parse("0443", &ports));
    static const char *const wrong[] = {"0",
                                        "65536",
                                        "1-65536",
                                        "0-5",
                                        "12002-12000",
                                        "443/icmp",
                                        "443/TCP",
                                        "443/",
                                        "99999999999999999999",
                                        "1-",
                                        ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not_null(ports_parse(wrong[i], &ports), "%s", wrong[i]);
}

Test(model, versions_compare_part_by_part)
{
    cr_expect_gt(version_compare("4.10", "4.2"), 0);
    cr_expect_eq(version_compare("11.25.0", "11.25"), 0);
    cr_expect_lt(version_compare("11.25", "11.25.1"), 0);
    cr_expect_lt(version_compare("9", "11.0"), 0);
    cr_expect_eq(version_compare("11", "11"), 0);
    cr_expect_gt(version_compare("11.025.1", "11.25.0"), 0);
}

Test(model, dates_are_those_of_the_calendar)
{
    uint32_t date;
    cr_expect(date_parse("2020-02-29", &date) && date == 20200229);
    cr_expect(date_parse("2000-02-29", &date));
    static const char *const wrong[] = {"2019-02-29", "1900-02-29", "2019-13-01", "2019-00-10",
                                        "2019-04-31", "2019-1-1",   "2019-12-32", "2019-12-00"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_not(date_parse(wrong[i], &date), "%s", wrong[i]);
}

Test(model, the_type_of_a_property_reads_its_value)
{
    struct compilation *it =
        compiled("osnet 1; infrastructure i { platform-version 11; license-purchased 2019-12-31; "
                 "dns-suffix \"acme.example\"; }\n"
                 "network n { cidr 10.0.0.0/8, 2001:db8::/32; exposure internet, intranet; }\n"
                 "endpoint p { host \"*.acme.example\", \"acme.example\"; address 192.0.2.1, "
                 "198.51.100.0/24; path \"a/[1]$b\"; subject-to-change on; }\n"
                 "environment e { purpose quality, testing; managed off; port scheduler "
                 "12002-12003; restrict-access n, 10.1.0.0/16, 10.2.0.1;\n"
                 "  database d { engine azure-sql; port 1433/tcp; address 10.0.0.[1-3]; } }");
    reads(mistakes(it), "");
    reads(property(it, "", "osnet"), "1");
    reads(property(it, "i", "platform-version"), "11");
    reads(property(it, "i", "license-purchased"), "20191231");
    reads(property(it, "i", "dns-suffix"), "\"acme.example\"");
    reads(property(it, "n", "cidr"), "10.0.0.0/8, 2001:db8::/32");
    reads(property(it, "p", "host"), "\"*.acme.example\", \"acme.example\"");
    reads(property(it, "p", "address"), "192.0.2.1, 198.51.100.0/24");
    reads(property(it, "p", "path"), "\"a/[1]$b\"");
    reads(property(it, "e", "purpose"), "quality, testing");
    reads(property(it, "e", "managed"), "off");
    reads(property(it, "e", "port"), "catalogue.scheduler 12002-12003/tcp");
    reads(property(it, "e", "restrict-access"), "n, 10.1.0.0/16, 10.2.0.1");
    reads(property(it, "e.d", "address"), "10.0.0.1, 10.0.0.2, 10.0.0.3");
    done(it);
}

Test(model, a_value_of_another_type_is_told_with_what_to_write)
{
    struct compilation *it = compiled_inside(
        "server s { roles \"front-end\"; }\nload-balancer l { sticky-sessions \"on\"; host lb; }\n"
        "database d { engine orcale; port http; address \"10.0.0.1\"; }\nzone z { servers "
        "10.0.0.1; }");
    reads(mistakes(it),
          "2:18 value, 3:35 value, 3:46 value, 4:21 value, 4:34 value, 4:48 value, 5:18 value");
    reads(finding_of(it, "value", 0)->help, "quoted is text, bare is a name: write front-end");
    reads(finding_of(it, "value", 1)->help, "write it bare: on or off");
    reads(finding_of(it, "value", 2)->help, "bare is a name, quoted is text: write \"lb\"");
    reads(finding_of(it, "value", 3)->fix, "oracle");
    reads(finding_of(it, "value", 5)->help, "write the address without quotes");
    done(it);
}

Test(model, too_few_and_too_many_values_are_told)
{
    finds_inside("server s { roles; }", "2:12 operands");
    finds_inside("server s { roles front-end; address 10.0.0.1 10.0.0.2; }", "2:46 operands");
    finds_inside("load-balancer l { sticky-sessions on, off; }", "2:39 operands");
    finds_inside("port scheduler;", "2:1 operands");
    finds_inside("managed on on;", "2:12 operands");
    finds("allow internet : 443;", "1:1 operands");
    finds("allow internet -> developers;", "1:1 operands");
    finds("endpoint a -> b;", "1:15 operands");
    finds("endpoint a : 443;", "1:14 operands");
    finds("environment e;", "1:1 operands");
}

Test(model, dns_names_are_names)
{
    finds_inside("load-balancer l { host \"\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"a b\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"http://a.example\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"-a.example\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"a..example\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"*.example\"; }", "2:24 value");
    finds_inside("load-balancer l { host \"b\\u{fc}cher.example\"; }", "");
    finds_inside("server s { roles front-end; certificate \"*.acme.example\"; }", "");
}

/* ---- Blocks ---- */

Test(model, keywords_stand_where_the_schema_lets_them)
{
    struct compilation *it =
        compiled("server s { roles front-end; }\nenvironment e { purpose quality; enviroment x; "
                 "hots \"a\"; cidr 10.0.0.0/8; sever s { roles front-end; } }");
    reads(mistakes(it), "1:1 misplaced-keyword, 2:34 unknown-keyword, 2:48 unknown-keyword, 2:58 "
                        "misplaced-keyword, 2:75 unknown-keyword");
    reads(finding_of(it, "unknown-keyword", 2)->fix, "server");
    cr_expect_neq(thing(it, "e.s"), 0,
                  "a misspelt keyword with one near candidate is taken for it");
    done(it);
}

Test(model, what_stands_once_is_told_when_it_stands_twice)
{
    finds_inside("os linux; os windows; port scheduler 1; port deployment 2;", "2:11 stated-twice");
    finds("infrastructure a; infrastructure b;", "1:34 stated-twice");
    finds("environment e { purpose quality; purpose staging; }", "1:34 stated-twice");
}

Test(model, what_is_required_is_told_where_it_is_missing)
{
    finds("environment e { server s { address 10.0.0.1; } database d { port 1; } zone z { } "
          "reverse-proxy r { } }",
          "1:13 missing-property, 1:24 missing-property, 1:57 missing-property, 1:76 "
          "missing-property, 1:96 missing-property");
    finds_inside("database a { engine oracle; } database b { replica-of a; }", "");
}

Test(model, names_of_one_block_differ_in_more_than_case)
{
    struct compilation *it = compiled_inside(
        "server a { roles front-end; } server A { roles front-end; } zone a { servers a; } server "
        "fe[1-2] { roles front-end; } server fe2 { roles front-end; }");
    reads(mistakes(it), "2:38 duplicate-name, 2:66 duplicate-name, 2:126 duplicate-name");
    reads(finding_of(it, "duplicate-name", 0)->message, "'a' and 'A' differ only in letter case");
    done(it);
    finds("environment a { purpose quality; } environment b { purpose quality; server a { roles "
          "front-end; } }",
          "");
}

/* ---- Sets ---- */

Test(model, a_set_in_a_name_writes_the_block_once_for_each_member)
{
    struct compilation *it =
        compiled_inside("server fe[01-03] { roles front-end; address 10.0.0.[11-12,20]; host "
                        "\"fe[1-3].example\", \"x[7-9].example\"; certificate \"*.example\"; }");
    reads(mistakes(it), "");
    reads(things(it), "prod prod.fe01 prod.fe01.certificate prod.fe02 prod.fe02.certificate "
                      "prod.fe03 prod.fe03.certificate");
    reads(property(it, "prod.fe03", "address"), "10.0.0.20");
    reads(property(it, "prod.fe02", "host"), "\"fe2.example\", \"x8.example\"");
    done(it);
}

Test(model, sets_elsewhere_stay_lists_and_blocks_inside_start_anew)
{
    struct compilation *it =
        compiled("environment e[1-2] { purpose quality; server fe[1-3] { roles front-end; address "
                 "10.0.0.[1-3]; }\n"
                 "  zone z { servers fe[1-2]; } load-balancer lb { serve fe[1-3]; } }");
    reads(mistakes(it), "1:81 one-machine, 1:81 one-machine, 1:81 one-machine");
    reads(property(it, "e2.fe3", "address"), "10.0.0.3");
    reads(property(it, "e2.lb", "serve"), "e2.fe1, e2.fe2, e2.fe3");
    reads(property(it, "e1.z", "servers"), "e1.fe1, e1.fe2");
    done(it);
}

Test(model, sets_of_another_length_than_the_blocks_name_are_told)
{
    finds_inside("server fe[1-3] { roles front-end; address 10.0.0.[1-2]; }", "2:43 name-set");
    finds_inside("server fe[1-3] { roles front-end; host \"fe[1-4].example\"; }", "2:40 name-set");
    finds_inside("server fe { roles front-end; localhost 127.0.0.[1-2]; }", "2:40 name-set");
    finds("environment e[1-2] { purpose quality; hostname \"e[1-3].example\"; }", "1:48 name-set");
    finds_inside("server fe[1-65537] { roles front-end; }", "2:8 name-set");
}

/* ---- Names ---- */

Test(model, names_are_looked_up_by_kind_from_the_innermost_block_outwards)
{
    struct compilation *it =
        compiled("network inner { cidr 10.0.0.0/24; }\nreverse-proxy edge { domain "
                 "\"edge.example\"; serve e; }\n"
                 "environment e { purpose quality; server controller { roles front-end, "
                 "controller; network inner; }\n"
                 "  server internet { roles front-end; } zone inner { servers controller, "
                 "internet; } reverse-proxy r { domain \"r.example\"; serve inner; } }");
    reads(mistakes(it), "");
    reads(property(it, "e.controller", "roles"), "catalogue.front-end, catalogue.controller");
    reads(property(it, "e.controller", "network"), "inner");
    reads(property(it, "e.r", "serve"), "e.inner");
    reads(property(it, "edge", "serve"), "e");
    done(it);
}

Test(model, paths_lead_into_blocks)
{
    struct compilation *it =
        compiled("environment a { purpose quality; server s { roles front-end; } zone z { servers "
                 "s; apps One; } }\n"
                 "environment b { purpose quality; server s { roles front-end; } }\nallow a.s -> "
                 "b.s : 443; allow a.z -> b : 80; allow A.S -> b.s : 22;\n"
                 "allow a.s -> b.x : 443; allow a.x.y -> b.s : 1; allow c.s -> b.s : 443;");
    reads(mistakes(it), "4:14 unresolved-name, 4:31 unresolved-name, 4:55 unresolved-name");
    reads(property(it, "", "allow"),
          "a.s -> b.s : 443/tcp; a.z -> b : 80/tcp; a.s -> b.s : 22/tcp; wrong; wrong; wrong");
    done(it);
}

Test(model, a_name_that_does_not_resolve_suggests_the_nearest)
{
    struct compilation *it = compiled_inside("server fe1 { roles fron-end; } zone z { servers "
                                             "fe11; } load-balancer lb { serve prod.fe2; }");
    reads(mistakes(it), "2:20 unresolved-name, 2:49 unresolved-name, 2:82 unresolved-name");
    reads(finding_of(it, "unresolved-name", 0)->help, "did you mean 'front-end'?");
    reads(finding_of(it, "unresolved-name", 1)->help, "did you mean 'fe1'?");
    reads(finding_of(it, "unresolved-name", 2)->help, "did you mean 'prod.fe1'?");
    done(it);
}

Test(model, a_thing_of_another_kind_is_told_as_such)
{
    finds_inside("load-balancer lb { host \"lb.example\"; } zone z { servers lb; }",
                 "2:58 wrong-kind");
    finds_inside("server s { roles front-end; } databases s;", "2:41 wrong-kind");
}

Test(model, a_name_that_fits_the_catalogues_too_is_told_at_its_use)
{
    struct compilation *it = compiled("environment e { purpose quality; server internet { roles "
                                      "front-end; } server s { roles front-end; }\n"
                                      "  allow internet -> s : 443; allow e.internet -> s : 443; "
                                      "allow catalogue.internet -> s : 443; }");
    reads(mistakes(it), "2:9 ambiguous-name");
    reads(finding_of(it, "ambiguous-name", 0)->help,
          "write 'e.internet' for the one declared here, 'catalogue.internet' for the catalogue's");
    reads(property(it, "e", "allow"),
          "wrong; e.internet -> e.s : 443/tcp; catalogue.internet -> e.s : 443/tcp");
    done(it);
}

Test(model, ends_are_things_roles_kinds_and_literals)
{
    struct compilation *it =
        compiled("environment lt { purpose lifetime; server s { roles front-end, controller; } }\n"
                 "environment e { purpose quality; server s { roles front-end, controller; } }\n"
                 "flow a front-end, e.controller, server, lifetime.front-end, managed.front-end, "
                 "lt.server -> 10.0.0.1, 10.0.0.0/8, 2001:db8::1, developers, e.s : http, 81;");
    reads(mistakes(it), "");
    const struct field *head = model_head(it->model, thing(it, "a"));
    cr_assert_eq(field_operand(head, 1).count, 6);
    cr_expect_eq(datum_scope(&field_operand(head, 1).items[0]), SCOPE_SAME);
    cr_expect_eq(datum_scope(&field_operand(head, 1).items[1]), SCOPE_NAMED);
    cr_expect_eq(datum_kind(&field_operand(head, 1).items[2]), KIND_SERVER);
    cr_expect_eq(datum_scope(&field_operand(head, 1).items[3]), SCOPE_LIFETIME);
    cr_expect_eq(datum_scope(&field_operand(head, 1).items[4]), SCOPE_MANAGED);
    cr_expect_eq(datum_kind(&field_operand(head, 1).items[5]), KIND_SERVER);
    cr_expect_eq(field_targets(head).count, 5);
    cr_expect_eq(field_ports(head).count, 2);
    done(it);
}

Test(model, apps_are_introduced_by_zones)
{
    struct compilation *it = compiled_inside(
        "server s { roles front-end; } zone a { servers s; apps One, ServiceCenter; } zone b { "
        "servers s; apps Two; calls One; }\n"
        "load-balancer lb { host \"lb.example\"; } reverse-proxy r { domain \"r.example\"; route "
        "One, Two -> lb; route Three -> lb; route \"/x\" -> lb; route \"x\" -> lb; }");
    reads(mistakes(it), "3:107 unresolved-name, 3:144 value");
    reads(property(it, "prod.b", "calls"), "prod.a.One");
    done(it);
}

/* ---- Machines ---- */

Test(model, one_machine_is_one_server)
{
    finds_inside("server a { roles front-end; address 10.0.0.1; } server b { roles front-end; "
                 "address 10.0.0.1; }",
                 "2:85 one-machine");
    finds_inside("server a { roles front-end; host \"x.example\"; } server b { roles front-end; "
                 "host \"X.EXAMPLE\"; }",
                 "2:82 one-machine");
    finds_inside("dns-suffix \"acme.example\"; server a { roles front-end; } server b { roles "
                 "front-end; host \"a.acme.example\"; }",
                 "2:91 one-machine");
    finds_inside(
        "server a { roles front-end; host \"x\"; } server b { roles front-end; host \"x\"; }", "");
    finds_inside("reverse-proxy a { domain \"a.example\"; address 10.0.0.1; } reverse-proxy b { "
                 "domain \"b.example\"; address 10.0.0.1; }",
                 "");
}

/* ---- accept ---- */

Test(model, accept_takes_the_name_of_a_rule_and_a_reason)
{
    struct compilation *it =
        compiled_inside("accept hostname-severs \"why\";\naccept one-machine;");
    reads(mistakes(it), "2:8 unresolved-name, 3:1 operands");
    reads(finding_of(it, "unresolved-name", 0)->message, "there is no rule 'hostname-severs'");
    done(it);
    finds_inside("accept zone-address \"because\";", "2:1 accepts-nothing");
}

/* ---- Size ---- */

Test(model, a_set_of_65536_is_bound)
{
    struct compilation *it = compiled_inside("server fe[1-65536] { roles front-end; }");
    reads(mistakes(it), "");
    cr_expect_neq(thing(it, "prod.fe65536"), 0);
    done(it);
}

Test(model, a_set_of_which_nothing_resolves_is_one_message_and_quick)
{
    finds_inside("server fe[1-20000] { roles front-end; }\nzone z { servers fx[1-20000]; }",
                 "3:18 unresolved-name");
}

Test(model, a_topology_has_at_most_a_million_things)
{
    char text[8192] = "";
    for (int i = 0; i < 20; i++)
        sprintf(text + strlen(text),
                "environment e%d { purpose quality; load-balancer l[1-65536]; }\n", i);
    struct compilation *it = compilation_create();
    it->derivation = DERIVE_RULES;
    cr_assert_not_null(source_take(&it->sources, "test.osnet", text, strlen(text)));
    compile(it);
    cr_assert_null(it->fault, "%s", it->fault);
    reads(mistakes(it), "16:50 limit");
    done(it);
}

Test(model, brackets_of_a_constant_make_no_set)
{
    const char *text =
        "let domain \"a.example\";\n"
        "environment e { purpose quality; server s { roles front-end; host \"s.${domain}\"; } }";
    struct compilation *it = compiled_with(text, "domain", "\"a[1-2]-[b 1-3]c\"");
    reads(mistakes(it), "1:12 value");
    done(it);
}
