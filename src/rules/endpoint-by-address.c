/*
 * endpoint-by-address: openings to a party that changes its addresses go by its name.
 *
 * Takes the literal addresses of `allow` statements, advises where one is at present an address of
 * an outside party whose owner may change it (BEY-124).
 */
#include "rules/rules.h"

static bool has_address(const struct model *model, object_t endpoint, const struct address *address)
{
    struct data stated = model_data(model, endpoint, KEYWORD_ADDRESS);
    for (uint32_t i = 0; i < stated.count; i++)
        if (stated.items[i].type == DATUM_ADDRESS &&
            address_equal(datum_address(&stated.items[i]), address))
            return true;
    return false;
}

static bool is_connected(const struct plan *plan, object_t endpoint)
{
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect))
        if (plan_connects(plan, connect, endpoint))
            return true;
    return false;
}

/* A party that may change its addresses. */
struct changing {
    object_t endpoint;
    bool connected;
};
typedef VEC(struct changing) changing_t;

static changing_t find_changing(const struct check *check)
{
    changing_t all = {0};
    model_each (check->model, endpoint, 0, KIND_ENDPOINT)
        if (model_switch(check->model, endpoint, KEYWORD_SUBJECT_TO_CHANGE, false))
            vec_add(check->plan->arena, &all,
                    ((struct changing){endpoint, is_connected(check->plan, endpoint)}));
    return all;
}

/* Which of ALL has ADDRESS, one that the topology connects before others; or 0. */
static object_t owner_of(const struct model *model, const changing_t *all,
                         const struct address *address)
{
    object_t owner = 0;
    for (uint32_t i = 0; i < all->count; i++)
        if ((!owner || all->items[i].connected) &&
            has_address(model, all->items[i].endpoint, address))
            owner = all->items[i].endpoint;
    return owner;
}

static void look_at_end(const struct check *check, const struct rule *rule, const changing_t *all,
                        struct data end)
{
    const struct model *model = check->model;
    for (uint32_t i = 0; i < end.count; i++) {
        object_t owner = end.items[i].type == DATUM_ADDRESS
                             ? owner_of(model, all, datum_address(&end.items[i]))
                             : 0;
        if (!owner)
            continue;
        struct finding *finding = rule_report(check, rule, datum_place(&end.items[i]),
                                              "%s is an address of %s, which may change it",
                                              end.items[i].text, model_label(model, owner));
        finding_label(check->diagnostics, finding, "right today");
        finding_help(
            check->diagnostics, finding,
            "let the firewall go by the name, and write '%s' here; where it knows addresses only, "
            "somebody has to watch the vendor's list",
            model_path(model, owner));
        finding_cite(check->diagnostics, finding, "BEY-124");
        return;
    }
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    if (!model->stated[KEYWORD_ALLOW])
        return;
    const changing_t all = find_changing(check);
    for (uint32_t i = 0; i < model->fields.count; i++) {
        const struct field *field = &model->fields.items[i];
        if (field->keyword != KEYWORD_ALLOW || field->wrong)
            continue;
        look_at_end(check, rule, &all, field_operand(field, 0));
        look_at_end(check, rule, &all, field_targets(field));
    }
}

const struct rule rule_endpoint_by_address = {
    .info = {"endpoint-by-address", SEVERITY_ADVICE,
             "an opening by address to a party that may change it"},
    .kind = KIND_TOP,
    .look = look,
};
