/*
 * hybrid-link: the sides of a hybrid infrastructure can be joined by a VPN.
 *
 * Takes an infrastructure with environments on both sides, advises a VPN where no private `link` is
 * stated (HYB-001).
 */
#include "rules/rules.h"

/* Whether a line is stated that does not go over the open internet. */
static bool has_private_link(const struct model *model)
{
    const object_t homes[] = {0, model->infrastructure};
    for (uint32_t h = 0; h < 2; h++) {
        if (h == 1 && !homes[h])
            break;
        model_each (model, link, homes[h], KIND_LINK)
            if (!model_has_word(model, link, KEYWORD_LINK_KIND, "internet"))
                return true;
    }
    return false;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct plan *plan = check->plan;
    if (!plan_is_hybrid(plan) || model->incomplete || has_private_link(model))
        return;
    const char *cloud = NULL, *own = NULL;
    object_t first = 0;
    for (uint32_t i = 0; i < plan->environments.count; i++) {
        const struct plan_environment *environment = &plan->environments.items[i];
        const char **name = environment->cloud ? &cloud : &own;
        *name = *name ? *name : model_name(model, environment->object);
        if (environment->cloud && !first)
            first = environment->object;
    }
    struct finding *finding = rule_finding(
        first, report(check->diagnostics, &rule->info, model_object(model, first)->place,
                      "'%s' is in OutSystems Cloud, '%s' is not, and no VPN between them is stated",
                      cloud, own));
    finding_label(check->diagnostics, finding, "a VPN can join the two sides");
    finding_help(check->diagnostics, finding,
                 "where there is one, state it: link %s -> %s { kind vpn; }", own, cloud);
    finding_cite(check->diagnostics, finding, "HYB-001");
}

const struct rule rule_hybrid_link = {
    .info = {"hybrid-link", SEVERITY_ADVICE,
             "a hybrid infrastructure without a private line between its sides"},
    .kind = KIND_TOP,
    .look = look,
};
