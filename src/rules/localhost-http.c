/*
 * localhost-http: every OutSystems server answers HTTP to itself.
 *
 * Takes the protocols of a server, reports one that does without HTTP (LOC-002).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct field *field = model_field(check->model, check->object, KEYWORD_PROTOCOLS);
    if (!field || field->wrong ||
        model_has_word(check->model, check->object, KEYWORD_PROTOCOLS, "http") ||
        !rule_runs_platform(check) || !model_covers(check->model, "LOC-002"))
        return;
    struct finding *finding = rule_report(check, rule, field->place, "'%s' does not answer HTTP",
                                          model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "the platform calls localhost over HTTP");
    finding_help(check->diagnostics, finding,
                 "let the web server answer HTTP on localhost (protocols http, https;) and keep plain HTTP "
                 "away from users at the proxy or firewall");
    finding_expect(check->diagnostics, finding, "http");
    finding_cite(check->diagnostics, finding, "LOC-002");
}

const struct rule rule_localhost_http = {
    .info = {"localhost-http", SEVERITY_ERROR, "a server that does not answer HTTP to itself"},
    .kind = KIND_SERVER,
    .partial = true,
    .look = look,
};
