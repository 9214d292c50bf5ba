/*
 * app-name: an app whose name is nearly that of one of the catalogue's.
 *
 * Takes the apps that zones introduce, warns of such a name, unless LifeTime's address cannot be
 * told without the right one (lifetime-service-center, which points at it).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    object_t near = rule_near_app(check, check->object);
    if (!near || (check->environment && rule_lacks_service_center(check)))
        return;
    struct place place = model_object(model, check->object)->place;
    struct finding *finding =
        rule_report(check, rule, place, "'%s' is nearly the name of the catalogue's app '%s'",
                    model_name(model, check->object), model_name(model, near));
    finding_help(check->diagnostics, finding, "write '%s' if that is what is deployed there",
                 model_name(model, near));
    finding_expect(check->diagnostics, finding, model_name(model, near));
    finding_fix(check->diagnostics, finding, place, "%s", model_name(model, near));
}

const struct rule rule_app_name = {
    .info = {"app-name", SEVERITY_WARNING,
             "an app whose name is nearly that of one of the catalogue's"},
    .kind = KIND_APP,
    .partial = true,
    .look = look,
};
