/*
 * authentication-unknown: how users of AI Mentor Studio sign in decides what has to be open.
 *
 * Takes `connect` statements of AI Mentor Studio without `authentication`, advises to say it: until then the openings of
 * all ways are listed (SAAS-024).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    object_t service = rule_service(check, check->object, "ai-mentor-studio");
    const char *oldest, *newest;
    if (!service || !rule_probes(check, service, &oldest, &newest) ||
        model_state(model, check->object, KEYWORD_AUTHENTICATION) != STATE_ABSENT)
        return;
    struct finding *finding =
        rule_report(check, rule, model_object(model, check->object)->place,
                    "how users of AI Mentor Studio sign in is not said");
    finding_label(check->diagnostics, finding, "the openings of both ways are listed");
    finding_help(check->diagnostics, finding,
                 "say it: authentication outsystems-account; or authentication it-user;");
    finding_cite(check->diagnostics, finding, "SAAS-024");
}

const struct rule rule_authentication_unknown = {
    .info = {"authentication-unknown", SEVERITY_ADVICE,
             "AI Mentor Studio without a word on how users sign in"},
    .kind = KIND_CONNECT,
    .look = look,
};
