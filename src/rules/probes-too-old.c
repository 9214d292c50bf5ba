/*
 * probes-too-old: the page lists no endpoint for Probes older than those its flows begin with.
 *
 * Takes the stated version of the Probes, compares it part by part with the flows of AI Mentor
 * Studio (SAAS-035).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    object_t service = rule_service(check, check->object, "ai-mentor-studio");
    const struct field *probes = model_field(check->model, check->object, KEYWORD_PROBES);
    const char *oldest, *newest;
    if (!service || !probes || probes->wrong || !rule_probes(check, service, &oldest, &newest) ||
        version_compare(field_operand(probes, 0).items[0].text, oldest) >= 0)
        return;
    struct finding *finding =
        rule_report(check, rule, probes->place, "AI Mentor Studio has no endpoint for Probes %s",
                    field_operand(probes, 0).items[0].text);
    finding_label(check->diagnostics, finding, "older than %s", oldest);
    const char *profile = model_told_in(check->model, "SAAS-042");
    finding_help(check->diagnostics, finding, "update the Probes to %s or newer%s", newest,
                 profile ? arena_printf(check->diagnostics->arena,
                                        "; for what came before, use \"%s\";", profile)
                         : "");
    finding_cite(check->diagnostics, finding, "SAAS-035");
}

const struct rule rule_probes_too_old = {
    .info = {"probes-too-old", SEVERITY_ERROR,
             "Probes of AI Mentor Studio that the page knows no endpoint for"},
    .kind = KIND_CONNECT,
    .look = look,
};
