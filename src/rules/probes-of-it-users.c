/*
 * probes-of-it-users: the page tells of IT users with the newest endpoint of AI Mentor Studio only.
 *
 * Takes a `connect` with IT users, warns of Probes older than that endpoint is for (SAAS-034,
 * AMB-31).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    object_t service = rule_service(check, check->object, "ai-mentor-studio");
    const struct field *probes = model_field(check->model, check->object, KEYWORD_PROBES);
    const char *oldest, *newest;
    if (!service || !probes || probes->wrong ||
        !model_has_word(check->model, check->object, KEYWORD_AUTHENTICATION, "it-user") ||
        !rule_probes(check, service, &oldest, &newest))
        return;
    const char *version = field_operand(probes, 0).items[0].text;
    if (version_compare(version, newest) >= 0 || version_compare(version, oldest) < 0)
        return;
    struct finding *finding = rule_report(
        check, rule, probes->place, "IT users with Probes %s are not covered by the page", version);
    finding_label(check->diagnostics, finding, "what it lists for IT users is for %s and newer",
                  newest);
    finding_help(check->diagnostics, finding, "update the Probes to %s or newer", newest);
    finding_cite(check->diagnostics, finding, "SAAS-034");
}

const struct rule rule_probes_of_it_users = {
    .info = {"probes-of-it-users", SEVERITY_WARNING,
             "AI Mentor Studio with IT users and Probes that its page does not tell of"},
    .kind = KIND_CONNECT,
    .look = look,
};
