/*
 * localhost-address: on every OutSystems server localhost is the loopback address of IPv4.
 *
 * Takes what a server says its localhost resolves to, reports anything else (LOC-001).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    struct data stated = model_data(check->model, check->object, KEYWORD_LOCALHOST);
    if (!stated.count || stated.items[0].type != DATUM_ADDRESS || !rule_runs_platform(check) ||
        !model_covers(check->model, "LOC-001"))
        return;
    struct address loopback = plan_loopback(check->model);
    if (address_equal(datum_address(&stated.items[0]), &loopback))
        return;
    const char *right = address_text(check->diagnostics->arena, &loopback);
    const struct datum *datum = &stated.items[0];
    struct finding *finding =
        rule_report(check, rule, datum_place(datum), "localhost resolves to %s on '%s'",
                    address_text(check->diagnostics->arena, datum_address(datum)),
                    model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "has to be %s, over IPv4", right);
    finding_help(check->diagnostics, finding,
                 "mend the hosts file of the server, then leave this out or write: localhost %s;", right);
    finding_expect(check->diagnostics, finding, right);
    finding_cite(check->diagnostics, finding, "LOC-001");
    finding_fix(check->diagnostics, finding, datum_place(datum), "%s", right);
}

const struct rule rule_localhost_address = {
    .info = {"localhost-address", SEVERITY_ERROR,
             "a server on which localhost is not the loopback address"},
    .kind = KIND_SERVER,
    .partial = true,
    .look = look,
};
