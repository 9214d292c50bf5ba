/*
 * sticky-sessions: a load balancer does better without them.
 *
 * Takes load balancers, warns of one that is said to keep a session with its server (BEY-034).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct field *field = model_field(check->model, check->object, KEYWORD_STICKY_SESSIONS);
    if (!field || field->wrong ||
        !model_switch(check->model, check->object, KEYWORD_STICKY_SESSIONS, false))
        return;
    struct finding *finding =
        rule_report(check, rule, field->place, "'%s' keeps each session with one server",
                    model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "servers are loaded unevenly");
    finding_help(check->diagnostics, finding,
                 "turn it off: sessions are in a database that all front-ends share");
    finding_expect(check->diagnostics, finding, "off");
    finding_cite(check->diagnostics, finding, "BEY-034");
}

const struct rule rule_sticky_sessions = {
    .info = {"sticky-sessions", SEVERITY_WARNING, "a load balancer with sticky sessions"},
    .kind = KIND_LOAD_BALANCER,
    .self_managed = true,
    .look = look,
};
