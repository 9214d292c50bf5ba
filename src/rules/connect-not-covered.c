/*
 * connect-not-covered: not every page tells of every service.
 *
 * Takes `connect` statements, warns of a service of the catalogue that no flow of the profile is
 * about (PROF-021, PROF-027, PROF-028).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct field *head = model_head(model, check->object);
    for (uint32_t i = 0; !head->wrong && i < field_operand(head, 0).count; i++) {
        object_t service = field_operand(head, 0).items[i].object;
        if (!service || !model_object(model, service)->catalogue ||
            rule_covers_service(check, service) ||
            model_object(model, service)->kind != KIND_ENDPOINT)
            continue;
        struct finding *finding = rule_report(
            check, rule, datum_place(&field_operand(head, 0).items[i]),
            "%s is not covered by the profile %s", model_label(model, service), model->profile);
        finding_label(check->diagnostics, finding, "no openings are listed for it");
        struct data entries = model_data(model, service, KEYWORD_CATALOGUE);
        for (uint32_t j = 0; j < entries.count; j++) {
            const char *profile = model_told_in(model, entries.items[j].text);
            if (profile)
                finding_help(check->diagnostics, finding,
                             "use the profile whose page tells of it: use \"%s\";", profile);
            finding_cite(check->diagnostics, finding, entries.items[j].text);
        }
    }
}

const struct rule rule_connect_not_covered = {
    .info = {"connect-not-covered", SEVERITY_WARNING,
             "a service that the page of the profile says nothing of"},
    .kind = KIND_CONNECT,
    .look = look,
};
