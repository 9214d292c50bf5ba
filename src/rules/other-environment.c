/*
 * other-environment: what stands inside an environment serves and copies things of that environment.
 *
 * Takes what the load balancers and reverse proxies of an environment serve, and what its databases are replicas of;
 * warns of a thing of another environment, as nothing there follows from it.
 */
#include "rules/rules.h"

static void look_at(const struct check *check, const struct rule *rule, object_t device,
                    enum keyword_id keyword)
{
    const struct model *model = check->model;
    struct data named = model_data(model, device, keyword);
    for (uint32_t i = 0; i < named.count; i++) {
        object_t thing = named.items[i].object;
        const struct plan_environment *home = thing ? plan_environment(check->plan, thing) : NULL;
        if (!home || home == check->environment)
            continue;
        struct check here = *check;
        here.object = device;
        struct finding *finding =
            rule_report(&here, rule, datum_place(&named.items[i]), "'%s' is of '%s', and '%s' of '%s'",
                        model_path(model, thing), model_name(model, home->object),
                        model_name(model, device), model_name(model, check->environment->object));
        finding_label(check->diagnostics, finding, "of another environment");
        if (model_object(model, device)->kind == KIND_REVERSE_PROXY)
            finding_help(check->diagnostics, finding,
                         "a proxy before several environments stands at the top, outside of them");
        else
            finding_help(check->diagnostics, finding,
                         "name things of '%s'; what two environments need, each declares for itself",
                         model_name(model, check->environment->object));
        return;
    }
}

static void look(const struct check *check, const struct rule *rule)
{
    static const struct {
        enum kind kind;
        enum keyword_id keyword;
    } relations[] = {{KIND_LOAD_BALANCER, KEYWORD_SERVE},
                     {KIND_REVERSE_PROXY, KEYWORD_SERVE},
                     {KIND_DATABASE, KEYWORD_REPLICA_OF}};
    for (uint32_t i = 0; i < sizeof relations / sizeof *relations; i++)
        model_each (check->model, device, check->object, relations[i].kind)
            look_at(check, rule, device, relations[i].keyword);
}

const struct rule rule_other_environment = {
    .info = {"other-environment", SEVERITY_WARNING,
             "a load balancer, proxy or replica that names a thing of another environment"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
