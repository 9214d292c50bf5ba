/*
 * environment-roles: an environment needs a front-end, and exactly one deployment controller.
 *
 * Takes the roles of an environment's servers; only where nothing in it was lost (INFRA-014).
 */
#include "rules/rules.h"

static void missing(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    bool front_end = environment->front_ends.count, controller = environment->controllers.count;
    if (front_end && controller)
        return;
    const char *what = front_end    ? "no controller"
                       : controller ? "no front-end"
                                    : "neither a front-end nor a controller";
    const char *roles = front_end ? "controller" : controller ? "front-end" : "front-end, controller";

    struct finding *finding = rule_report(
        check, rule, model_object(check->model, check->object)->place, "environment '%s' has %s",
        model_name(check->model, check->object), what);
    finding_label(check->diagnostics, finding, "%s", what);
    finding_help(check->diagnostics, finding,
                 "give one of its servers the role, or add a server: server NAME { roles %s; }", roles);
    finding_cite(check->diagnostics, finding, "INFRA-014");
}

static void doubled(const struct check *check, const struct rule *rule)
{
    struct group controllers = check->environment->controllers;
    if (controllers.count < 2)
        return;
    struct place first = model_object(check->model, controllers.items[0])->place;
    struct place second = model_object(check->model, controllers.items[1])->place;
    struct finding *finding =
        rule_report(check, rule, second, "environment '%s' has %u controllers: %s",
                    model_name(check->model, check->object), controllers.count,
                    rule_things(check, controllers));
    finding_label(check->diagnostics, finding, "an environment has one controller");
    if (first.begin != second.begin)
        finding_relate(check->diagnostics, finding, first, "the first controller");
    finding_help(check->diagnostics, finding,
                 "the deployment controller does not cluster: keep the role on one server");
    finding_cite(check->diagnostics, finding, "INFRA-014");
}

static void look(const struct check *check, const struct rule *rule)
{
    missing(check, rule);
    doubled(check, rule);
}

const struct rule rule_environment_roles = {
    .info = {"environment-roles", SEVERITY_ERROR,
             "an environment without front-end or controller, or with two controllers"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
