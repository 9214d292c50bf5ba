/*
 * src/expand: imports, constants, copies by `like`, what `without` drops, blocks of the catalogue.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

/* ---- like: what comes along ---- */

#define DEV                                                                                        \
    "environment dev \"Development\" {\n"                                                          \
    "    purpose development; os windows; port scheduler 13002; port deployment 13001;\n"          \
    "    let domain \"dev.acme.example\"; let base 10.0.1.10; let suffix \"acme.example\";\n"      \
    "    hostname \"www.dev.acme.example\";\n"                                                     \
    "    server ctl \"Controller\" { roles controller; address 10.0.1.5; os linux; }\n"            \
    "    server fe { roles front-end; address base; host \"fe.${domain}\", \"fe\"; }\n"            \
    "    database { engine sql-server; address 10.0.1.20; holds platform, logging; }\n"            \
    "    zone dz { servers fe; address lb; apps One, Two; }\n"                                     \
    "    load-balancer lb { host \"${domain}\"; }\n"                                               \
    "    reverse-proxy rp { domain \"www.dev.acme.example\"; serve dz; route One -> lb; }\n"       \
    "    firewall f { deny internet -> ctl : 443; }\n"                                             \
    "    allow internet -> fe : 443;\n"                                                            \
    "}\n"

Test(expand, a_copy_has_the_parts_and_properties_of_its_original)
{
    struct compilation *it =
        compiled(DEV "environment qa { like dev; purpose quality; without rp; }");
    reads(mistakes(it), "");
    reads(property(it, "qa", "os"), "windows");
    reads(property(it, "qa", "port"),
          "catalogue.scheduler 13002/tcp; catalogue.deployment 13001/tcp");
    reads(property(it, "qa.ctl", "roles"), "catalogue.controller");
    reads(property(it, "qa.ctl", "os"), "linux");
    reads(property(it, "qa.database", "engine"), "sql-server");
    reads(property(it, "qa.database", "holds"), "platform, logging");
    reads(property(it, "dev.ctl", "address"), "10.0.1.5");
    done(it);
}

Test(expand, a_reference_to_a_part_of_the_original_means_the_copys_own)
{
    struct compilation *it =
        compiled(DEV "environment qa { like dev; purpose quality; without rp; }");
    reads(property(it, "qa.dz", "servers"), "qa.fe");
    reads(property(it, "qa.dz", "address"), "qa.lb");
    reads(property(it, "dev.dz", "servers"), "dev.fe");
    done(it);
}

Test(expand, what_makes_the_original_itself_is_left_behind)
{
    struct compilation *it =
        compiled(DEV "environment qa { like dev; purpose quality; without rp; }");
    cr_expect_null(model_object(it->model, thing(it, "qa"))->title);
    reads(property(it, "qa", "purpose"), "quality");
    reads(property(it, "qa", "hostname"), "none");
    reads(property(it, "qa", "allow"), "none");
    reads(property(it, "qa.ctl", "address"), "none");
    reads(property(it, "qa.fe", "address"), "none");
    reads(property(it, "qa.fe", "host"), "none");
    reads(property(it, "qa.database", "address"), "none");
    reads(property(it, "qa.lb", "host"), "none");
    cr_expect_eq(thing(it, "qa.f"), 0);
    done(it);
}

Test(expand, titles_of_parts_come_along_or_are_written_anew)
{
    struct compilation *it = compiled(DEV "environment qa { like dev; purpose quality; without rp; "
                                          "server fe \"Mine\" { os linux; } }");
    reads(model_label(it->model, thing(it, "qa.fe")), "Mine");
    done(it);
}

Test(expand, a_purpose_is_never_copied)
{
    finds(DEV "environment qa { like dev; without rp; }", "14:13 missing-property");
}

Test(expand, manage_and_accept_are_left_behind)
{
    struct compilation *it = compiled(
        DEV "environment lt { purpose lifetime; server s { roles front-end, controller; }\n"
            "  database { engine oracle; } manage dev \"fe.dev.acme.example\"; accept one-provider "
            "\"x\"; }\n"
            "environment lt2 { like lt; purpose lifetime; managed off; }");
    reads(property(it, "lt2", "manage"), "none");
    reads(property(it, "lt2", "accept"), "none");
    reads(property(it, "lt2.s", "roles"), "catalogue.front-end, catalogue.controller");
    done(it);
}

Test(expand, a_literal_that_a_let_written_anew_changes_comes_along)
{
    struct compilation *it = compiled(DEV "environment qa { like dev; purpose quality; without rp; "
                                          "let domain \"qa.acme.example\"; let base 10.0.2.10; }");
    reads(mistakes(it), "");
    reads(property(it, "qa.fe", "address"), "10.0.2.10");
    reads(property(it, "qa.fe", "host"), "\"fe.qa.acme.example\", \"fe\"");
    reads(property(it, "qa.lb", "host"), "\"qa.acme.example\"");
    reads(property(it, "qa.ctl", "address"), "none");
    reads(property(it, "dev.lb", "host"), "\"dev.acme.example\"");
    done(it);
}

Test(expand, a_let_that_rests_on_one_written_anew_changes_too)
{
    struct compilation *it = compiled(
        "environment dev { purpose development; let name \"dev\"; let domain "
        "\"${name}.acme.example\";\n"
        "  let alias domain; server s { roles front-end, controller; host \"s.${domain}\"; }\n"
        "  database { engine oracle; host alias; } }\n"
        "environment qa { like dev; purpose quality; let name \"qa\"; }");
    reads(mistakes(it), "");
    reads(property(it, "dev.s", "host"), "\"s.dev.acme.example\"");
    reads(property(it, "qa.s", "host"), "\"s.qa.acme.example\"");
    reads(property(it, "qa.database", "host"), "\"qa.acme.example\"");
    done(it);
}

/* ---- like: merging ---- */

Test(expand, properties_that_stand_once_are_replaced_whole_and_others_add)
{
    struct compilation *it = compiled(DEV "environment qa { like dev; purpose quality; without rp; "
                                          "os linux; port cache-invalidation 5673;\n"
                                          "  server fe { roles front-end, controller; } zone dz { "
                                          "apps Three; } database { holds session; } }");
    reads(mistakes(it), "");
    reads(property(it, "qa", "os"), "linux");
    reads(property(it, "qa", "port"), "catalogue.scheduler 13002/tcp; catalogue.deployment "
                                      "13001/tcp; catalogue.cache-invalidation 5673/tcp");
    reads(property(it, "qa.fe", "roles"), "catalogue.front-end, catalogue.controller");
    reads(property(it, "qa.database", "holds"), "session");
    reads(property(it, "qa.database", "engine"), "sql-server");
    cr_expect_neq(thing(it, "qa.dz.Three"), 0);
    cr_expect_eq(thing(it, "qa.dz.One"), 0);
    cr_expect_neq(thing(it, "dev.dz.One"), 0);
    done(it);
}

Test(expand, new_parts_are_added)
{
    struct compilation *it = compiled(
        DEV "environment qa { like dev; purpose quality; without rp; server fe2 { like fe; } }");
    reads(mistakes(it), "");
    reads(property(it, "qa.fe2", "roles"), "catalogue.front-end");
    reads(property(it, "qa.fe2", "host"), "none");
    cr_expect_eq(thing(it, "dev.fe2"), 0);
    done(it);
}

Test(expand, like_copies_any_block)
{
    struct compilation *it =
        compiled("endpoint erp { host \"erp.example\"; exposure intranet; subject-to-change on; }\n"
                 "endpoint crm { like erp; host \"crm.example\"; }\n"
                 "network a { cidr 10.0.0.0/16; exposure intranet; }\nnetwork b { like a; cidr "
                 "10.1.0.0/16; }");
    reads(mistakes(it), "");
    reads(property(it, "crm", "exposure"), "intranet");
    reads(property(it, "crm", "subject-to-change"), "on");
    reads(property(it, "crm", "host"), "\"crm.example\"");
    reads(property(it, "b", "exposure"), "intranet");
    reads(property(it, "b", "cidr"), "10.1.0.0/16");
    done(it);
}

Test(expand, a_copy_may_stand_before_its_original_and_be_copied_again)
{
    struct compilation *it = compiled(
        "environment c { like b; purpose staging; server s { os linux; } }\n"
        "environment b { like a; purpose quality; server t { roles front-end; } }\n"
        "environment a { purpose development; server s { roles controller; os windows; } }");
    reads(mistakes(it), "");
    reads(property(it, "c.s", "roles"), "catalogue.controller");
    reads(property(it, "c.s", "os"), "linux");
    reads(property(it, "c.t", "roles"), "catalogue.front-end");
    reads(property(it, "a.s", "os"), "windows");
    done(it);
}

Test(expand, likes_in_a_circle_are_told)
{
    finds("environment a { like a; purpose quality; }", "1:22 like");
    struct compilation *it = compiled(
        "environment a { like b; purpose quality; }\nenvironment b { like c; purpose quality; }\n"
        "environment c { like a; purpose quality; }");
    cr_expect_eq(it->diagnostics.errors, 1, "one circle is one mistake: %s", mistakes(it));
    reads(finding_of(it, "like", 0)->message, "this `like` goes in a circle");
    done(it);
}

Test(expand, a_like_of_nothing_or_of_another_kind_is_told)
{
    struct compilation *it = compiled(
        "environment dev { purpose development; }\nenvironment qa { like dve; purpose quality; }");
    reads(mistakes(it), "2:23 like");
    reads(finding_of(it, "like", 0)->help, "did you mean 'dev'?");
    done(it);
    it = compiled("without studio-to-font;");
    reads(finding_of(it, "like", 0)->help, "did you mean 'studio-to-fonts'?");
    done(it);
    finds("endpoint dev { host \"a.example\"; }\nenvironment qa { like dev; purpose quality; }",
          "2:23 like");
    finds("environment qa { like \"dev\"; purpose quality; }", "1:23 value");
    finds("environment qa { like; purpose quality; }", "1:18 operands");
    finds("environment a { purpose quality; }\nenvironment qa { like a, a; purpose quality; }",
          "2:26 operands");
    finds("environment a { purpose quality; }\nenvironment qa { like a; like a; purpose quality; }",
          "2:26 stated-twice");
    finds("environment a { purpose quality; server s { roles front-end; } }\n"
          "environment qa { purpose staging; server t { like a.s; } }",
          "2:51 like");
}

Test(expand, a_mistake_in_the_original_is_told_once)
{
    struct compilation *it = compiled(
        "environment dev { purpose development; server s { roles front-end; adress 10.0.0.1; } }\n"
        "environment qa { like dev; purpose quality; }\nenvironment st { like qa; purpose staging; "
        "}");
    reads(mistakes(it), "1:68 unknown-keyword");
    done(it);
}

/* ---- Sets and like ---- */

Test(expand, a_copy_may_change_or_drop_one_member_of_a_set)
{
    struct compilation *it =
        compiled("environment dev { purpose development; server fe[1-4] { roles front-end; address "
                 "10.0.0.[11-14]; os linux; }\n"
                 "  load-balancer lb { host \"lb.example\"; serve fe[1-4]; } }\n"
                 "environment qa { like dev; purpose quality; server fe2 { os windows; address "
                 "10.0.2.2; } without fe[3-4]; }");
    reads(mistakes(it), "");
    reads(things(it), "dev dev.fe1 dev.fe2 dev.fe3 dev.fe4 dev.lb qa qa.fe1 qa.fe2 qa.lb");
    reads(property(it, "qa.fe1", "os"), "linux");
    reads(property(it, "qa.fe2", "os"), "windows");
    reads(property(it, "qa.fe2", "address"), "10.0.2.2");
    reads(property(it, "qa.fe2", "roles"), "catalogue.front-end");
    reads(property(it, "qa.lb", "serve"), "qa.fe1, qa.fe2");
    done(it);
}

Test(expand, members_of_a_copied_set_keep_their_own_values)
{
    struct compilation *it = compiled(
        "environment dev { purpose development; let d \"dev\"; server fe[1-3] { roles front-end; "
        "host \"fe[4-6].${d}.example\"; } }\n"
        "environment qa { like dev; purpose quality; let d \"qa\"; server fe2 { os windows; } }");
    reads(mistakes(it), "");
    reads(property(it, "qa.fe1", "host"), "\"fe4.qa.example\"");
    reads(property(it, "qa.fe2", "host"), "\"fe5.qa.example\"");
    reads(property(it, "qa.fe3", "host"), "\"fe6.qa.example\"");
    done(it);
}

Test(expand, a_set_of_copies_and_a_copy_of_a_member)
{
    struct compilation *it = compiled("environment dev { purpose development; server fe[1-2] { "
                                      "roles front-end; os linux; } server x { like fe2; } }\n"
                                      "environment qa[1-2] { like dev; purpose quality; "
                                      "}\nenvironment st { like qa2; purpose staging; }");
    reads(mistakes(it), "");
    reads(property(it, "dev.x", "os"), "linux");
    reads(property(it, "qa1.fe2", "roles"), "catalogue.front-end");
    reads(property(it, "qa2.x", "os"), "linux");
    reads(property(it, "st.fe1", "os"), "linux");
    done(it);
}

/* ---- without ---- */

Test(expand, without_drops_parts_and_properties_and_what_names_them)
{
    struct compilation *it =
        compiled("environment dev { purpose development; os linux; server a { roles front-end; os "
                 "windows; } server b { roles front-end; }\n"
                 "  zone z { servers a, b; } database { engine oracle; } let x \"y\"; }\n"
                 "environment qa { like dev; purpose quality; without b, database, os; server a { "
                 "without os; } }");
    reads(mistakes(it), "");
    reads(things(it), "dev dev.a dev.b dev.z dev.database dev.x qa qa.a qa.z qa.x");
    reads(property(it, "qa", "os"), "none");
    reads(property(it, "qa.a", "os"), "none");
    reads(property(it, "qa.z", "servers"), "qa.a");
    reads(property(it, "dev.a", "os"), "windows");
    done(it);
}

Test(expand, what_was_dropped_may_be_declared_anew)
{
    struct compilation *it = compiled(
        "environment dev { purpose development; server a { roles front-end; os windows; } }\n"
        "environment qa { like dev; purpose quality; without a; server a { roles controller; } }\n"
        "environment st { like dev; purpose staging; server a { roles controller; } without a; }");
    reads(property(it, "qa.a", "roles"), "catalogue.controller");
    reads(property(it, "qa.a", "os"), "none");
    reads(property(it, "st.a", "roles"), "catalogue.controller");
    reads(property(it, "st.a", "os"), "none");
    reads(mistakes(it), "");
    done(it);
}

Test(expand, without_that_drops_nothing_is_told)
{
    finds("environment dev { purpose development; }\nenvironment qa { like dev; purpose quality; "
          "without b; }",
          "2:53 like");
    finds("environment dev { purpose development; server a { roles front-end; } without a; }",
          "1:78 like");
    finds("environment dev { purpose development; server fe[1-2] { roles front-end; } }\n"
          "environment qa { like dev; purpose quality; without fe[2-3]; }",
          "2:53 like");
    finds("without nothing-such;", "1:9 like");
}

/* ---- The author's over the catalogue's ---- */

Test(expand, a_block_on_a_catalogue_name_adds_to_it)
{
    struct compilation *it =
        compiled("actor sysops { address 10.0.9.0/24; }\nservice scheduler { port 14000; }");
    reads(mistakes(it), "");
    cr_expect(model_object(it->model, thing(it, "sysops"))->catalogue);
    reads(property(it, "sysops", "address"), "10.0.9.0/24");
    reads(property(it, "scheduler", "port"), "14000/tcp");
    reads(property(it, "scheduler", "exposure"), "intranet");
    done(it);
}

Test(expand, without_at_the_top_drops_a_flow_of_the_catalogue)
{
    const char *text = "environment dev { purpose development; server s { roles front-end, "
                       "controller; } database { engine oracle; } }\n";
    char *without = NULL;
    cr_assert(asprintf(&without, "%swithout telemetry;", text) > 0);
    struct compilation *with = compiled(text), *it = compiled(without);
    cr_expect_str_neq(openings(with, "NET-023"), "");
    reads(mistakes(it), "");
    reads(openings(it, "NET-023"), "");
    done(with);
    done(it);
    free(without);
}

Test(expand, profiles_are_known)
{
    struct compilation *it = compiled("use \"outsystems/11\";");
    reads(mistakes(it), "");
    reads(it->model->profile, "outsystems/11");
    done(it);
    finds("use \"outsystems/99\";", "1:5 import");
    finds("use \"../../etc/passwd\";", "1:5 import");
}

/* ---- let ---- */

Test(expand, a_constant_stands_for_a_value_of_any_type)
{
    struct compilation *it =
        compiled("let n 10.0.0.0/16; let p 8443/tcp; let t \"Größe\"; let s on; let e oracle; let "
                 "who s1; let host \"h.example\";\n"
                 "let v 11.25.0; let day 2019-12-31;\nnetwork net { cidr n; }\ninfrastructure i { "
                 "platform-version v; license-purchased day; }\n"
                 "environment prod { purpose production; server s1 { roles front-end; host host; } "
                 "database { engine e; port p; }\n"
                 "  load-balancer lb { serve who; sticky-sessions s; } zone z { servers who; } }");
    reads(mistakes(it), "");
    reads(property(it, "net", "cidr"), "10.0.0.0/16");
    reads(property(it, "i", "platform-version"), "11.25.0");
    reads(property(it, "i", "license-purchased"), "20191231");
    reads(property(it, "prod.s1", "host"), "\"h.example\"");
    reads(property(it, "prod.database", "engine"), "oracle");
    reads(property(it, "prod.database", "port"), "8443/tcp");
    reads(property(it, "prod.lb", "serve"), "prod.s1");
    reads(property(it, "prod.lb", "sticky-sessions"), "on");
    done(it);
}

Test(expand, the_innermost_constant_counts)
{
    struct compilation *it = compiled(
        "let d \"outer.example\"; let ip 10.0.0.1;\n"
        "environment a { purpose quality; let d \"inner.example\"; server s { roles front-end; "
        "host \"s.${d}\"; address ip; } }\n"
        "environment b { purpose staging; server s { roles front-end; host \"s.${d}\"; } }");
    reads(mistakes(it), "");
    reads(property(it, "a.s", "host"), "\"s.inner.example\"");
    reads(property(it, "a.s", "address"), "10.0.0.1");
    reads(property(it, "b.s", "host"), "\"s.outer.example\"");
    done(it);
}

Test(expand, constants_that_go_in_a_circle_or_are_unknown_are_told)
{
    finds("let a b; let b a; network n { cidr a; }", "1:16 value");
    finds_inside("server s { roles front-end; host \"s.${nothing}\"; }", "2:37 text");
    finds("let a \"${a}\";\nenvironment e { purpose quality; server s { roles front-end; host "
          "\"${a}\"; } }",
          "1:8 text"); /* the other use is named there */
    finds("let a 443; network n { cidr a; }", "1:7 value");
}

Test(expand, constants_that_rest_on_ever_more_constants_are_told)
{
    const char *const ends[] = {"xxxxxxxxxx", ""};
    for (size_t e = 0; e < 2; e++) {
        char *text = NULL;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        fprintf(out, "let a0 \"%s\";\n", ends[e]);
        for (int i = 1; i < 12; i++) {
            fprintf(out, "let a%d \"", i);
            for (int j = 0; j < 10; j++)
                fprintf(out, "${a%d}", i - 1);
            fprintf(out, "\";\n");
        }
        fprintf(
            out,
            "environment a { purpose quality; server s { roles front-end; host \"${a11}\"; } }\n"
            "environment b { like a; purpose staging; let b \"x\"; }");
        fclose(out);
        struct compilation *it = compiled(text);
        reads(finding_of(it, "text", 9)->message, "the value of 'a11' cannot be worked out");
        done(it);
        free(text);
    }
}

Test(expand, a_constant_with_brackets_put_into_a_set_is_text)
{
    /* The bracket is no character of a DNS name, and no part of the set. */
    finds_inside(
        "let x \"\\[9\\]\"; server s[1-2] { roles front-end; host \"a${x}-[1-2].example\"; }",
        "2:7 value");
}

Test(expand, the_command_line_wins_over_let)
{
    const char *text = "let domain \"acme.example\"; let base 10.0.0.1; let port 80;\n"
                       "environment e { purpose quality; let domain \"inner.example\";\n"
                       "  server s { roles front-end; host \"s.${domain}\"; address base; } "
                       "database { engine oracle; port port; } }";
    struct compilation *it = compiled_with(text, "domain", "other.example");
    reads(mistakes(it), "");
    reads(property(it, "e.s", "host"), "\"s.other.example\"");
    done(it);
    it = compiled_with(text, "base", "10.9.9.9");
    reads(property(it, "e.s", "address"), "10.9.9.9");
    done(it);
    it = compiled_with(text, "port", "8443");
    reads(property(it, "e.database", "port"), "8443/tcp");
    done(it);
    it = compiled_with(text, "base", "nonsense");
    reads(mistakes(it), "1:10 value");
    done(it);
}

/* ---- import ---- */

/* A folder of files, removed with its contents at the end. */
static char folder[] = "/tmp/osnet-unit-XXXXXX";

static void make_folder(void)
{
    strcpy(folder, "/tmp/osnet-unit-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

static void remove_folder(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(system(command), 0);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

/* The file PATH compiled, with -I INCLUDE where that is no NULL. */
static struct compilation *compiled_file(const char *path, const char *include)
{
    struct compilation *it = compilation_create();
    vec_add(it->arena, &it->inputs, path);
    if (include)
        vec_add(it->arena, &it->includes, include);
    compile(it);
    cr_assert_null(it->fault, "%s", it->fault);
    return it;
}

TestSuite(import, .init = make_folder, .fini = remove_folder);

Test(import, a_file_is_read_once_relative_to_the_one_that_imports_it)
{
    mkdir("parts", 0777);
    mkdir("parts/more", 0777);
    write_file("main.osnet", "import \"parts/a.osnet\"; import \"./parts/../parts/a.osnet\"; "
                             "import \"parts/more/b.osnet\";");
    write_file("parts/a.osnet", "endpoint a; import \"more/b.osnet\";");
    write_file("parts/more/b.osnet", "endpoint b; import \"c.osnet\";");
    write_file("parts/more/c.osnet", "endpoint c;");
    struct compilation *it = compiled_file("main.osnet", NULL);
    reads(mistakes(it), "");
    reads(things(it), "a b c");
    done(it);
}

Test(import, the_folders_of_the_command_line_come_after_the_files_own)
{
    mkdir("lib", 0777);
    mkdir("own", 0777);
    write_file("own/main.osnet", "import \"a.osnet\"; import \"b.osnet\";");
    write_file("own/a.osnet", "endpoint own;");
    write_file("lib/a.osnet", "endpoint lib;");
    write_file("lib/b.osnet", "endpoint b;");
    struct compilation *it = compiled_file("own/main.osnet", "lib");
    reads(mistakes(it), "");
    reads(things(it), "own b");
    done(it);
}

Test(import, a_file_that_is_missing_or_a_folder_is_told_at_its_name)
{
    mkdir("folder", 0777);
    write_file("main.osnet", "import \"none.osnet\";\nimport \"folder\";\nimport "
                             "\"empty.osnet\";\nimport \"\";\nendpoint a;");
    write_file("empty.osnet", "");
    struct compilation *it = compiled_file("main.osnet", NULL);
    reads(mistakes(it), "1:8 import, 2:8 import, 4:8 import");
    reads(things(it), "a");
    done(it);
}

Test(import, circles_are_told_and_the_names_of_all_files_are_known)
{
    write_file("a.osnet", "import \"b.osnet\"; endpoint a;");
    write_file("b.osnet", "import \"c.osnet\"; endpoint b;");
    write_file("c.osnet", "import \"a.osnet\"; endpoint c;");
    struct compilation *it = compiled_file("a.osnet", NULL);
    reads(mistakes(it), "1:8 import");
    reads(finding_of(it, "import", 0)->message, "this import goes in a circle");
    reads(things(it), "a b c");
    done(it);
    write_file("self.osnet", "import \"self.osnet\"; endpoint a;");
    it = compiled_file("self.osnet", NULL);
    reads(mistakes(it), "1:8 import");
    reads(finding_of(it, "import", 0)->message, "this file imports itself");
    done(it);
}

Test(import, standard_input_is_no_file_to_import)
{
    write_file("main.osnet", "import \"-\"; endpoint a;");
    struct compilation *it = compiled_file("main.osnet", NULL);
    reads(mistakes(it), "1:8 import");
    done(it);
}

Test(import, chains_end_at_their_limit_with_a_message)
{
    char name[32], text[64];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "f%d.osnet", i);
        snprintf(text, sizeof text, "endpoint e%d;\nimport \"f%d.osnet\";", i, i + 1);
        write_file(name, text);
    }
    struct compilation *it = compiled_file("f0.osnet", NULL);
    reads(mistakes(it), "2:8 limit");
    reads(finding_of(it, "limit", 0)->message,
          "imports are nested more than 200 deep; this one is not read");
    cr_expect_neq(thing(it, "e200"), 0);
    cr_expect_eq(thing(it, "e201"), 0);
    done(it);
}

Test(import, names_are_seen_in_all_files_and_constants_too)
{
    write_file("main.osnet", "import \"b.osnet\";\nenvironment e { purpose quality; server s { "
                             "roles front-end; address ip; network n; } }");
    write_file("b.osnet", "let ip 10.0.0.1;\nnetwork n { cidr 10.0.0.0/24; }");
    struct compilation *it = compiled_file("main.osnet", NULL);
    reads(mistakes(it), "");
    reads(property(it, "e.s", "address"), "10.0.0.1");
    done(it);
}
