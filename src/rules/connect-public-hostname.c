/*
 * connect-public-hostname: builders, and AI Mentor Studio with IT users, come in by a public DNS
 * hostname.
 *
 * Takes each environment that a `connect` names, reports one without a name in public DNS: none is
 * stated, and no reverse proxy with a public domain faces the internet (SAAS-004, SAAS-010,
 * SAAS-020, SAAS-032, AMB-29).
 */
#include "rules/rules.h"

static void tell(const struct check *check, const struct rule *rule,
                 const struct plan_environment *environment, object_t service,
                 const struct datum *target, struct data entries)
{
    const struct model *model = check->model;
    const struct slot *slot = &environment->public_hostname;
    const char *name = model_name(model, environment->object);
    struct place place = slot->place.end ? slot->place
                         : target
                             ? datum_place(target)
                             : datum_place(&field_operand(&model_object(model, check->object)->head, 0).items[0]);
    struct finding *finding =
        slot->value ? report(check->diagnostics, &rule->info, place,
                             "%s comes in to '%s' by a public DNS hostname, and '%s' is none",
                             model_label(model, service), name, slot->value)
                    : report(check->diagnostics, &rule->info, place,
                             "%s comes in by a public DNS hostname, and '%s' has none",
                             model_label(model, service), name);
    finding->object = environment->object;
    finding_label(check->diagnostics, finding,
                  slot->value ? "not in public DNS" : "no public DNS hostname");
    rule_relate(check, finding, environment->object, "the environment");
    finding_help(check->diagnostics, finding,
                 "state it in '%s': public-hostname \"…\"; a reverse proxy that faces the internet "
                 "gives one too",
                 name);
    for (uint32_t i = 0; i < slot->legal_count; i++)
        finding_expect(check->diagnostics, finding, slot->legal[i]);
    rule_cite(check, finding, entries);
}

/* The operand of CONNECT that names ENVIRONMENT, or NULL. */
static const struct datum *target_of(const struct field *head, object_t environment)
{
    for (uint32_t i = 0; i < field_targets(head).count; i++)
        if (field_targets(head).items[i].object == environment)
            return &field_targets(head).items[i];
    return NULL;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    const struct field *head = &model_object(check->model, check->object)->head;
    for (uint32_t i = 0; !head->wrong && i < field_operand(head, 0).count; i++) {
        object_t service = field_operand(head, 0).items[i].object;
        struct service_needs needs = rule_needs(check, check->object, service);
        if (!needs.public_hostname.count || (needs.environment.count && !field_targets(head).count))
            continue;
        for (uint32_t e = 0; e < plan->environments.count; e++) {
            const struct plan_environment *environment = &plan->environments.items[e];
            const struct slot *slot = &environment->public_hostname;
            if (environment->sound && !environment->lifetime &&
                plan_connects_to(plan, check->object, environment->object) &&
                (!slot->value || slot_illegal(slot)))
                tell(check, rule, environment, service, target_of(head, environment->object),
                     needs.public_hostname);
        }
    }
}

const struct rule rule_connect_public_hostname = {
    .info = {"connect-public-hostname", SEVERITY_ERROR,
             "a builder whose environment has no public DNS hostname"},
    .kind = KIND_CONNECT,
    .look = look,
};
