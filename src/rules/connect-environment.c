/*
 * connect-environment: builders and AI Mentor Studio with IT users work with an environment that is
 * named.
 *
 * Takes `connect` statements without environments, or with LifeTime's alone, which is for no apps;
 * reports each service that needs one (SAAS-001, SAAS-017, SAAS-028). Integration Builder without
 * environments is connected to all.
 */
#include "rules/rules.h"

/* Whether TARGETS name an environment for apps. */
static bool names_one(const struct model *model, struct data targets)
{
    for (uint32_t i = 0; i < targets.count; i++)
        if (!model_has_word(model, targets.items[i].object, KEYWORD_PURPOSE, "lifetime"))
            return true;
    return false;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct field *head = model_head(model, check->object);
    bool lifetime = field_targets(head).count > 0;
    if (head->wrong || names_one(model, field_targets(head)))
        return;
    for (uint32_t i = 0; i < field_operand(head, 0).count; i++) {
        object_t service = field_operand(head, 0).items[i].object;
        struct service_needs needs = rule_needs(check, check->object, service);
        if (!needs.environment.count)
            continue;
        struct finding *finding =
            rule_report(check, rule,
                        lifetime ? datum_place(&field_targets(head).items[0])
                                 : datum_place(&field_operand(head, 0).items[i]),
                        lifetime ? "%s is connected to LifeTime alone, which is for no apps"
                                 : "%s is connected to no environment",
                        model_label(model, service));
        finding_label(check->diagnostics, finding, "with which environment?");
        finding_help(check->diagnostics, finding,
                     "name the environment that it works with: connect %s -> dev;",
                     model_name(model, service));
        rule_cite(check, finding, needs.environment);
    }
}

const struct rule rule_connect_environment = {
    .info = {"connect-environment", SEVERITY_ERROR,
             "a builder that is connected to no environment"},
    .kind = KIND_CONNECT,
    .look = look,
};
