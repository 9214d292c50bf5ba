/*
 * connect-setting: a setting of a `connect` is for a service that has it.
 *
 * Takes the settings of a `connect`, warns of one that nothing in the profile about its services
 * depends on. Services that the profile says nothing of have a rule of their own
 * (connect-not-covered), an author's own are their author's.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    static const enum keyword_id settings[] = {KEYWORD_AUTHENTICATION, KEYWORD_PROBES,
                                               KEYWORD_IT_USER_GOVERNANCE, KEYWORD_HTTP_PROXY};
    const struct model *model = check->model;
    const struct field *head = model_head(model, check->object);
    for (uint32_t i = 0; !head->wrong && i < sizeof settings / sizeof *settings; i++) {
        const struct field *field = model_field(model, check->object, settings[i]);
        if (!field || field->wrong || rule_has_setting(check, settings[i]))
            continue;
        object_t service = field_operand(head, 0).items[0].object;
        struct finding *finding =
            rule_report(check, rule, field->place, "%s has no `%s`", model_label(model, service),
                        schema[settings[i]].name);
        finding_label(check->diagnostics, finding, "nothing depends on it");
        finding_help(check->diagnostics, finding,
                     "take it out, or write it in the `connect` of the service that has it");
    }
}

const struct rule rule_connect_setting = {
    .info = {"connect-setting", SEVERITY_WARNING,
             "a setting that the connected service does not have"},
    .kind = KIND_CONNECT,
    .look = look,
};
