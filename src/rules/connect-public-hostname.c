/*
 * connect-public-hostname: builders, and AI Mentor Studio with IT users, come in by a public DNS
 * hostname.
 *
 * Takes each environment that a `connect` names, reports one without a name in public DNS: none is
 * stated, and no reverse proxy with a public domain faces the internet (SAAS-004, SAAS-010,
 * SAAS-020, SAAS-032, AMB-29).
 */
#include <stdlib.h>

#include "rules/rules.h"

static void tell(const struct check *check, const struct rule *rule,
                 const struct plan_environment *environment, object_t service,
                 const struct datum *target, struct data entries)
{
    const struct model *model = check->model;
    const struct slot *slot = &environment->public_hostname;
    const char *name = model_name(model, environment->object);
    struct place place =
        slot->place.end ? slot->place
        : target        ? datum_place(target)
                        : datum_place(&field_operand(model_head(model, check->object), 0).items[0]);
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
        finding_expect(check->diagnostics, finding, slot_legal(slot, i));
    rule_cite(check, finding, entries);
}

/* Tells it of ENVIRONMENT, which TARGET names (NULL: the service is used with every one). */
static void look_at(const struct check *check, const struct rule *rule,
                    const struct plan_environment *environment, object_t service,
                    const struct datum *target, struct data entries)
{
    const struct slot *slot = &environment->public_hostname;
    if (environment->sound && !environment->lifetime && (!slot->value || slot_illegal(slot)))
        tell(check, rule, environment, service, target, entries);
}

static int by_number(const void *left, const void *right)
{
    const struct datum *one = *(const struct datum *const *)left;
    const struct datum *other = *(const struct datum *const *)right;
    if (one->object != other->object)
        return one->object < other->object ? -1 : 1;
    return (one > other) - (one < other); /* of two for one the first */
}

/* What HEAD names behind its "->", the environments as they are declared. */
static const struct datum **sorted_targets(const struct check *check, const struct field *head)
{
    struct data targets = field_targets(head);
    const struct datum **sorted =
        arena_array(check->plan->arena, const struct datum *, targets.count + 1);
    for (uint32_t i = 0; i < targets.count; i++)
        sorted[i] = &targets.items[i];
    qsort(sorted, targets.count, sizeof *sorted, by_number);
    return sorted;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    const struct field *head = model_head(check->model, check->object);
    for (uint32_t i = 0; !head->wrong && i < field_operand(head, 0).count; i++) {
        object_t service = field_operand(head, 0).items[i].object;
        struct service_needs needs = rule_needs(check, check->object, service);
        if (!needs.public_hostname.count || (needs.environment.count && !field_targets(head).count))
            continue;
        uint32_t named = field_targets(head).count;
        const struct datum **targets = sorted_targets(check, head);
        for (uint32_t t = 0; t < named; t++)
            if (targets[t]->object && (t == 0 || targets[t]->object != targets[t - 1]->object))
                look_at(check, rule, plan_environment(plan, targets[t]->object), service,
                        targets[t], needs.public_hostname);
        for (uint32_t e = 0; e < plan->environments.count && named == 0; e++)
            look_at(check, rule, &plan->environments.items[e], service, NULL,
                    needs.public_hostname);
    }
}

const struct rule rule_connect_public_hostname = {
    .info = {"connect-public-hostname", SEVERITY_ERROR,
             "a builder whose environment has no public DNS hostname"},
    .kind = KIND_CONNECT,
    .look = look,
};
