/*
 * cloud-zones: OutSystems Cloud has no deployment zones.
 *
 * Takes the zones of environments in OutSystems Cloud, warns of the first in each (BEY-040).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    object_t zone = environment->cloud ? model_first(check->model, environment->object, KIND_ZONE) : 0;
    if (!zone)
        return;
    struct finding *finding =
        rule_report(check, rule, model_object(check->model, zone)->place,
                    "'%s' is in OutSystems Cloud and has deployment zones",
                    model_name(check->model, environment->object));
    finding_label(check->diagnostics, finding, "only self-managed environments have them");
    finding_help(check->diagnostics, finding,
                 "take the zones out: in OutSystems Cloud every app runs on every front-end");
    finding_cite(check->diagnostics, finding, "BEY-040");
}

const struct rule rule_cloud_zones = {
    .info = {"cloud-zones", SEVERITY_WARNING, "deployment zones in OutSystems Cloud"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
