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

static bool is_connected(const struct model *model, object_t endpoint)
{
    for (object_t object = 1; object < model->objects.count; object++) {
        const struct object *it = model_object(model, object);
        for (uint32_t i = 0;
             it->kind == KIND_CONNECT && i < field_operand(model_head(model, object), 0).count; i++)
            if (field_operand(model_head(model, object), 0).items[i].object == endpoint)
                return true;
    }
    return false;
}

/* The party with ADDRESS that may change it, one that the topology connects before others; or 0. */
static object_t owner_of(const struct model *model, const struct address *address)
{
    object_t owner = 0;
    model_each (model, endpoint, 0, KIND_ENDPOINT)
        if (model_switch(model, endpoint, KEYWORD_SUBJECT_TO_CHANGE, false) &&
            has_address(model, endpoint, address) && (!owner || is_connected(model, endpoint)))
            owner = endpoint;
    return owner;
}

static void look_at_end(const struct check *check, const struct rule *rule, struct data end)
{
    const struct model *model = check->model;
    for (uint32_t i = 0; i < end.count; i++) {
        object_t owner =
            end.items[i].type == DATUM_ADDRESS ? owner_of(model, datum_address(&end.items[i])) : 0;
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
    for (uint32_t i = 0; i < model->fields.count; i++) {
        const struct field *field = &model->fields.items[i];
        if (field->keyword != KEYWORD_ALLOW || field->wrong)
            continue;
        look_at_end(check, rule, field_operand(field, 0));
        look_at_end(check, rule, field_targets(field));
    }
}

const struct rule rule_endpoint_by_address = {
    .info = {"endpoint-by-address", SEVERITY_ADVICE,
             "an opening by address to a party that may change it"},
    .kind = KIND_TOP,
    .look = look,
};
