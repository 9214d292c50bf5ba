/*
 * hostname-server: the hostname of a single server with nothing in front of it is that server's name.
 *
 * Takes the hostname of an environment, reports a stated one that is not legal (HOST-008).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    if (!slot_illegal(slot) || !rule_cites(slot->entries, "HOST-008"))
        return;
    struct group servers = check->environment->front_ends;
    struct finding *finding =
        rule_report(check, rule, slot->place,
                    "the hostname of '%s' is %s, which is no name of its only front-end %s",
                    model_name(check->model, check->object), rule_stated(check, slot),
                    rule_things(check, servers));
    finding_label(check->diagnostics, finding, "%s",
                  rule_called(check, servers, slot->value) ? "its address, not its name"
                                                           : "nothing here answers to this name");
    if (servers.count)
        rule_relate(check, finding, servers.items[0], "the server it has to name");
    finding_help(check->diagnostics, finding, "use the server's name: hostname %s;",
                 rule_choice(check, slot, 0));
    rule_expect_slot(check, finding, slot);
    rule_fix_slot(check, finding, slot);
}

const struct rule rule_hostname_server = {
    .info = {"hostname-server", SEVERITY_ERROR,
             "a single server's environment whose hostname is not the server's name"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
