/*
 * lifetime-dedicated: LifeTime runs in an environment of its own, and there is one of it.
 *
 * Takes the purposes of the LifeTime environment, and how many there are (LT-001). A server shared with another
 * environment is found where servers are bound (one-machine).
 */
#include <strings.h>

#include "rules/rules.h"

static void other_purposes(const struct check *check, const struct rule *rule)
{
    struct data purposes = model_data(check->model, check->object, KEYWORD_PURPOSE);
    for (uint32_t i = 0; i < purposes.count; i++) {
        const struct datum *purpose = &purposes.items[i];
        if (purpose->type == DATUM_WRONG || !purpose->text || !strcasecmp(purpose->text, "lifetime"))
            continue;
        struct finding *finding =
            rule_report(check, rule, datum_place(purpose), "environment '%s' is for %s and for LifeTime",
                        model_name(check->model, check->object), purpose->text);
        finding_label(check->diagnostics, finding, "LifeTime needs an environment of its own");
        finding_help(check->diagnostics, finding,
                     "move LifeTime to a new environment with its own servers and database: "
                     "purpose lifetime;");
        finding_cite(check->diagnostics, finding, "LT-001");
        return;
    }
}

static void look(const struct check *check, const struct rule *rule)
{
    if (!check->environment->lifetime)
        return;
    other_purposes(check, rule);

    const struct plan *plan = check->plan;
    if (plan->lifetime >= plan->environments.count ||
        &plan->environments.items[plan->lifetime] == check->environment)
        return;
    object_t first = plan->environments.items[plan->lifetime].object;
    struct finding *finding = rule_report(
        check, rule, model_object(check->model, check->object)->place,
        "'%s' is a second LifeTime environment beside '%s'", model_name(check->model, check->object),
        model_name(check->model, first));
    finding_label(check->diagnostics, finding, "an infrastructure has one LifeTime");
    rule_relate(check, finding, first, "the first one");
    finding_help(check->diagnostics, finding,
                 "keep one, or describe the two infrastructures in files of their own");
    finding_cite(check->diagnostics, finding, "LT-001");
}

const struct rule rule_lifetime_dedicated = {
    .info = {"lifetime-dedicated", SEVERITY_ERROR,
             "LifeTime in an environment with another purpose, or twice"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
