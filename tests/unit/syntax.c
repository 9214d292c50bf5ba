/*
 * src/syntax: what words and statements there are, and that one mistake is one message after which
 * nothing is lost.
 */
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* ---- Words ---- */

Test(syntax, comments_line_ends_and_the_byte_order_mark_are_no_matter)
{
    struct compilation *it = compiled(
        "\xef\xbb\xbf# first\r\nenvironment prod { # a comment with ; { } \" and \xc3\xa9\r\n"
        "\tpurpose production;\r\n\tserver fe1{roles front-end;address 10.0.0.1;}\r\n}#last");
    reads(mistakes(it), "");
    reads(things(it), "prod prod.fe1");
    reads(property(it, "prod.fe1", "address"), "10.0.0.1");
    done(it);
}

Test(syntax, a_statement_may_stand_on_many_lines_and_many_on_one)
{
    struct compilation *it =
        compiled("environment\nprod\n{\npurpose\nproduction\n;\nserver fe1 { "
                 "roles\nfront-end\n,\ncontroller; } server fe2 { roles front-end; } }");
    reads(mistakes(it), "");
    reads(property(it, "prod.fe1", "roles"), "catalogue.front-end, catalogue.controller");
    reads(things(it), "prod prod.fe1 prod.fe2");
    done(it);
}

Test(syntax, a_name_is_letters_digits_underscores_and_single_hyphens)
{
    struct compilation *it =
        compiled_inside("zone a { servers s, B-2_c, x9-y-z; } server s { roles front-end; }\n"
                        "server B-2_c { roles front-end; } server x9-y-z { roles front-end; }");
    reads(mistakes(it), "");
    reads(property(it, "prod.a", "servers"), "prod.s, prod.B-2_c, prod.x9-y-z");
    done(it);
    static const char *const wrong[] = {"a--b", "3a",          "-a",  "_a",  "a..b",
                                        ".a",   "caf\xc3\xa9", "a+b", "a/b", "'a'"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char inside[64];
        snprintf(inside, sizeof inside, "server %s { roles front-end; }", wrong[i]);
        finds_inside(inside, "2:8 syntax");
    }
    finds_inside("server a- { roles front-end; }", "2:9 syntax");
}

Test(syntax, a_run_of_characters_that_is_no_word_is_one_error)
{
    finds_inside("server s { roles front-end; address 10.0.0.300; }", "2:37 value");
    finds_inside("server s { roles front-end; address 10.0.0.1.; }", "2:37 syntax");
    finds_inside("server s { roles front-end; address 10.0.0.1.5; }", "2:37 value");
    finds_inside("server s { roles front-end; address 10.0.0; }", "2:37 value");
    finds_inside("database d { engine oracle; port 443tcp; }", "2:34 syntax");
    finds_inside("database d { engine oracle; port 443/; }", "2:34 syntax");
    finds_inside("database d { engine oracle; port 22/3389; }", "2:34 syntax");
    finds_inside("server 3dprint01 { roles front-end; }", "2:8 syntax");
    finds_inside("server s { roles front-end; host http://s.example; }", "2:34 syntax");
}

Test(syntax, ipv6_addresses_need_a_space_before_the_ports)
{
    struct compilation *it = compiled("allow 2001:db8::7, 2001:db8::/32 -> ::1 : 443/tcp; allow "
                                      "fe80:0:0:0:1:2:3:4 -> ::ffff:10.0.0.1 : 80;");
    reads(mistakes(it), "");
    reads(property(it, "", "allow"),
          "2001:db8::7, 2001:db8::/32 -> ::1 : 443/tcp; fe80::1:2:3:4 -> ::ffff:10.0.0.1 : 80/tcp");
    done(it);
    finds("allow internet -> [2001:db8::7]:443 : 443;", "1:19 syntax");
    finds("allow internet -> 2001:db8::7:443 : 443;", ""); /* an address too */
    finds("allow internet -> 2001:db8:::443;", "1:19 syntax");
    finds("allow internet -> 2001:db8::zz : 443;", "1:19 value");
    finds("network n { cidr 2001:db8::[1-2]; }", "1:18 syntax");
    finds("allow internet -> developers:443/tcp;", "");
    finds("allow a->b:443;", "1:7 unresolved-name, 1:10 unresolved-name");
}

Test(syntax, control_characters_and_what_is_not_utf8_are_errors_at_their_place)
{
    finds_inside("server s \"a\x01"
                 "b\" { roles front-end; }",
                 "2:12 text");
    finds_inside("server s \"\xff\" { roles front-end; }", "2:11 text");
    finds_inside("server s \"\xed\xa0\x80\" { roles front-end; }", "2:11 text"); /* a surrogate */
    finds_inside("server s \"\xc0\xaf\" { roles front-end; }", "2:11 text");     /* overlong */
    finds_inside("server s { roles front-end; } # bad \x80", "2:37 text");
    finds_inside("server s { roles front-end; } \x7f", "2:31 text");
    finds_inside("server s \"\xe2\x9c\x93 \xf0\x9f\x98\x80\" { roles front-end; }", "");
}

/* ---- Mistakes, each one message ---- */

Test(syntax, a_forgotten_semicolon_is_told_where_it_belongs)
{
    struct compilation *it = compiled_inside(
        "server s { roles front-end\naddress 10.0.0.1; }\nserver t { roles front-end }");
    reads(mistakes(it), "2:27 syntax, 4:27 syntax");
    const struct finding *finding = finding_of(it, "syntax", 0);
    reads(finding->message, "expected ';' before the next statement");
    reads(finding->fix, ";");
    reads(finding_of(it, "syntax", 1)->message, "expected ';' before '}'");
    reads(property(it, "prod.s", "address"), "10.0.0.1");
    reads(property(it, "prod.t", "roles"), "catalogue.front-end");
    done(it);
}

Test(syntax, a_forgotten_semicolon_is_told_on_the_same_line_too)
{
    struct compilation *it = compiled_inside(
        "server s { roles front-end address 10.0.0.1; }\nserver t { roles front-end; }");
    reads(mistakes(it), "2:28 syntax");
    reads(finding_of(it, "syntax", 0)->message, "expected ';' before 'address'");
    reads(things(it), "prod prod.s prod.t");
    done(it);
}

Test(syntax, a_block_that_is_not_closed_is_one_message_with_a_hint)
{
    struct compilation *it = compiled(
        "environment prod {\n    purpose production;\n    server a { roles front-end;\n"
        "    server b { roles front-end; }\n}\nenvironment dev { purpose development; }\n");
    reads(mistakes(it), "1:1 syntax");
    const struct finding *finding = finding_of(it, "syntax", 0);
    bool hint = false;
    for (uint32_t i = 0; i < finding->related.count; i++)
        hint |= source_line_column(&it->sources, finding->related.items[i].place.begin).line == 3;
    cr_expect(hint, "the note points at line 3");
    done(it);
}

Test(syntax, a_block_closed_too_often_is_one_message)
{
    struct compilation *it = compiled(
        "environment prod {\n    purpose production;\n    server a { roles front-end; } }\n"
        "    server b { roles front-end; }\n}\nenvironment dev { purpose development; }\n");
    reads(mistakes(it), "5:1 syntax");
    cr_expect_neq(thing(it, "dev"), 0);
    cr_expect_eq(finding_of(it, "syntax", 0)->related.count, 1);
    done(it);
}

Test(syntax, text_ends_with_its_line)
{
    struct compilation *it = compiled_inside("server a \"First {\n    roles front-end;\n}\nserver "
                                             "b { roles front-end; host \"b.example; }");
    reads(mistakes(it), "2:10 syntax, 5:34 syntax");
    reads(things(it), "prod prod.a prod.b");
    reads(property(it, "prod.a", "roles"), "catalogue.front-end");
    done(it);
}

Test(syntax, marks_in_the_wrong_place_keep_the_head_of_a_statement)
{
    struct compilation *it = compiled_inside(
        "server a -> -> { roles front-end; }\nserver b , { roles front-end; }\n"
        "server c : { roles front-end; }\nserver d { roles front-end,, controller; }\n"
        "server e { roles , front-end; }\nserver f { roles = front-end; address 10.0.0.1; }");
    reads(mistakes(it),
          "2:13 syntax, 3:12 syntax, 4:12 syntax, 5:28 syntax, 6:18 syntax, 7:18 syntax");
    reads(things(it), "prod prod.a prod.b prod.c prod.d prod.e prod.f");
    reads(property(it, "prod.f", "address"), "10.0.0.1");
    reads(property(it, "prod.b", "roles"), "catalogue.front-end");
    done(it);
}

Test(syntax, arrows_and_ports_come_once_and_in_order)
{
    finds("allow internet -> -> developers : 443;", "1:19 syntax");
    finds("allow internet -> developers : 443 : 80;", "1:36 syntax");
    finds("allow internet : 80 -> developers;", "1:21 syntax");
    finds("allow internet -> developers : ;", "1:32 syntax");
    finds("allow -> developers : 80;", "1:1 operands");
    finds("allow internet developers -> sysops : 80;", "1:16 operands");
}

Test(syntax, what_begins_no_statement_is_told_and_passed_over)
{
    finds("\"text\" first;\nenvironment dev { purpose development; }", "1:1 syntax");
    finds("443/tcp;\nenvironment dev { purpose development; }", "1:1 syntax");
    finds("{ server a { roles x; } }\nenvironment dev { purpose development; }", "1:1 syntax");
    finds("environment dev { purpose development; };\nendpoint mail;", "1:41 syntax");
    finds(";;", "1:1 syntax"); /* one mistake of the braces and marks in a line is told of */
    finds(";\n;", "1:1 syntax, 2:1 syntax");
    finds("}\n}\nendpoint mail;", "1:1 syntax, 2:1 syntax");
    struct compilation *it = compiled("= x;\nendpoint mail { host \"mail.example\"; }");
    reads(mistakes(it), "1:1 syntax");
    reads(property(it, "mail", "host"), "\"mail.example\"");
    done(it);
}

Test(syntax, other_languages_are_recognized)
{
    struct compilation *it = compiled("// comment\n/* block */ endpoint mail;\n<<<<<<< "
                                      "HEAD\nendpoint a;\n=======\nendpoint b;\n>>>>>>> other\n");
    reads(mistakes(it), "1:1 syntax, 2:1 syntax, 3:1 syntax");
    reads(finding_of(it, "syntax", 0)->message, "'//' begins no comment here");
    reads(finding_of(it, "syntax", 2)->message, "a merge conflict is not resolved here");
    reads(things(it), "mail a");
    done(it);
}

Test(syntax, malformed_sets_are_one_error_and_lose_nothing)
{
    struct compilation *it = compiled_inside(
        "server fe[1-8 { roles front-end; }\nserver fe[a-c] { roles front-end; }\n"
        "server fe[] { roles front-end; }\nserver fe[1-2, 5] { roles front-end; }\n"
        "server fe[8-1] { roles front-end; }\nserver ok { roles front-end; address 10.0.0.[1-; }");
    reads(mistakes(it),
          "2:8 name-set, 3:8 name-set, 4:8 name-set, 5:8 name-set, 6:8 name-set, 7:38 name-set");
    cr_expect_neq(thing(it, "prod.ok"), 0);
    done(it);
}

Test(syntax, the_end_of_the_file_inside_a_statement_is_one_message)
{
    finds("environment prod {\n  purpose production;\n  server a { roles front-end", "3:3 syntax");
    finds("endpoint mail", "1:14 syntax");
    finds("endpoint", "1:9 syntax");
    finds("endpoint mail { host", "1:1 syntax");
    finds("endpoint mail { host \"a", "1:1 syntax, 1:22 syntax");
    finds("", "");
    finds("# only a comment", "");
}

Test(syntax, mistakes_are_all_told)
{
    finds_inside(
        "server a { roles front-end; ; }\nserver b { roles front-end,; }\nserver c { roles "
        "front-end address 10.0.0.1; }\n"
        "server d { roles front-end; host \"x }\nserver e { adress 10.0.0.2; roles front-end; }",
        "2:29 syntax, 3:28 syntax, 4:28 syntax, 5:34 syntax, 6:12 unknown-keyword");
}

/* ---- Limits ---- */

/* COUNT blocks, one in the other. */
static char *nested(int count)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < count; i++)
        fputs("environment e {\n", out);
    for (int i = 0; i < count; i++)
        fputs("}\n", out);
    fclose(out);
    return text;
}

Test(syntax, blocks_nest_64_deep)
{
    char *most = nested(64), *more = nested(65), *many = nested(200000);
    struct compilation *it = compiled(most);
    for (uint32_t i = 0; i < it->diagnostics.findings.count; i++)
        cr_expect_str_neq(it->diagnostics.findings.items[i]->rule->name, "limit");
    done(it);
    it = compiled(more);
    reads(finding_of(it, "limit", 0)->message,
          "blocks are nested more than 64 deep; the rest of the file is not read");
    cr_expect_eq(source_line_column(&it->sources, finding_of(it, "limit", 0)->place.begin).line,
                 65);
    done(it);
    it = compiled(many);
    finding_of(it, "limit", 0);
    done(it);
    free(most);
    free(more);
    free(many);
}

Test(syntax, many_statements_on_one_line_are_no_matter)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < 100000; i++)
        fprintf(out, "endpoint e%d;", i);
    fputs("endpint last;", out);
    fclose(out);
    struct compilation *it = compiled(text);
    reads(mistakes(it), "1:1588891 unknown-keyword");
    done(it);
    free(text);
}
