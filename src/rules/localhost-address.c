/*
 * localhost-address: on every OutSystems server localhost is 127.0.0.1.
 *
 * Takes what a server says its localhost resolves to, reports anything else (LOC-001).
 */
#include <string.h>

#include "rules/rules.h"

static bool is_loopback(const struct address *address)
{
    static const uint8_t loopback[4] = {127, 0, 0, 1};
    return address->family == 4 && !memcmp(address->bytes, loopback, sizeof loopback);
}

static void look(const struct check *check, const struct rule *rule)
{
    if (!model_covers(check->model, "LOC-001"))
        return;
    struct data stated = model_data(check->model, check->object, KEYWORD_LOCALHOST);
    if (!stated.count || stated.items[0].type != DATUM_ADDRESS ||
        is_loopback(&stated.items[0].address))
        return;
    const struct datum *datum = &stated.items[0];
    struct finding *finding =
        rule_report(check, rule, datum->place, "localhost resolves to %s on '%s'",
                    address_text(check->diagnostics->arena, &datum->address),
                    model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "has to be 127.0.0.1, over IPv4");
    finding_help(check->diagnostics, finding,
                 "mend the hosts file of the server, then leave this out or write: localhost 127.0.0.1;");
    finding_expect(check->diagnostics, finding, "127.0.0.1");
    finding_cite(check->diagnostics, finding, "LOC-001");
    finding_fix(check->diagnostics, finding, datum->place, "127.0.0.1");
}

const struct rule rule_localhost_address = {
    .info = {"localhost-address", SEVERITY_ERROR,
             "a server on which localhost is not 127.0.0.1"},
    .kind = KIND_SERVER,
    .partial = true,
    .look = look,
};
