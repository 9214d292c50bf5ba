/*
 * probes-unknown: with OutSystems accounts, the version of the Probes decides what LifeTime has to
 * reach.
 *
 * Takes `connect` statements of AI Mentor Studio, reports one with that authentication and without
 * `probes` (SAAS-024, AMB-32).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct field *authentication = model_field(model, check->object, KEYWORD_AUTHENTICATION);
    object_t service = rule_service(check, check->object, "ai-mentor-studio");
    const char *oldest, *newest;
    if (!service || !authentication || !rule_probes(check, service, &oldest, &newest) ||
        !model_has_word(model, check->object, KEYWORD_AUTHENTICATION, "outsystems-account") ||
        model_state(model, check->object, KEYWORD_PROBES) != STATE_ABSENT)
        return;
    struct finding *finding =
        rule_report(check, rule, authentication->place,
                    "which version the Probes of AI Mentor Studio have is not said");
    finding_label(check->diagnostics, finding, "what LifeTime reaches depends on it");
    finding_help(check->diagnostics, finding, "say it beside the authentication: probes %s;", newest);
    finding_cite(check->diagnostics, finding, "SAAS-024");
}

const struct rule rule_probes_unknown = {
    .info = {"probes-unknown", SEVERITY_ERROR,
             "AI Mentor Studio with an OutSystems account and no version of its Probes"},
    .kind = KIND_CONNECT,
    .look = look,
};
