/*
 * Takes a `flow` statement, gives what is asked of it again and again.
 */
#include "plan/forms.h"

static const char *text_of(const struct model *model, object_t object, enum keyword_id keyword)
{
    struct data data = model_data(model, object, keyword);
    return data.count ? data.items[0].text : NULL;
}

static enum severity closed_of(const struct model *model, object_t flow)
{
    static const enum severity severities[] = {SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_ERROR};
    for (uint32_t i = 0; i < sizeof severities / sizeof *severities; i++)
        if (model_has_word(model, flow, KEYWORD_CLOSED, severity_name(severities[i])))
            return severities[i];
    return SEVERITY_OFF;
}

/* What the ends of FORM say of it. */
static void read_ends(struct plan *plan, struct flow_form *form)
{
    const struct data ends[] = {form->sources, form->destinations};
    const struct data named = model_data(plan->model, form->flow, KEYWORD_CONNECTION);
    objects_t stated = {0}, parties = {0};
    for (uint32_t i = 0; i < named.count; i++)
        objects_add(plan, &stated, named.items[i].object);
    for (uint32_t e = 0; e < 2; e++)
        for (uint32_t i = 0; i < ends[e].count; i++) {
            const struct datum *end = &ends[e].items[i];
            bool role = end->type == DATUM_ROLE_OF;
            form->connected |= role && datum_scope(end) == SCOPE_CONNECTED;
            form->per_environment |=
                role && datum_scope(end) != SCOPE_LIFETIME && datum_scope(end) != SCOPE_NAMED;
            if (end->type == DATUM_OBJECT &&
                model_object(plan->model, end->object)->kind == KIND_ENDPOINT)
                objects_add(plan, &parties, end->object);
        }
    form->services = group_of(plan, named.count || !form->connected ? &stated : &parties);
    if (form->services.count || form->connected)
        form->connects = services_connects(plan, form->services);
    form->per_environment |= named.count && named.items[0].type == DATUM_OBJECT &&
                             model_object(plan->model, named.items[0].object)->kind == KIND_SERVICE;
}

static struct flow_form *read_form(struct plan *plan, object_t flow)
{
    const struct model *model = plan->model;
    const struct field *head = model_head(model, flow);
    const char *purpose = text_of(model, flow, KEYWORD_FOR);
    const char *note = text_of(model, flow, KEYWORD_NOTE);
    struct flow_form *form = arena_new(plan->arena, struct flow_form);
    *form = (struct flow_form){
        .flow = flow,
        .wrong = head->wrong,
        .sources = field_operand(head, 1),
        .destinations = field_targets(head),
        .ports = field_ports(head),
        .balanced = model_switch(model, flow, KEYWORD_BALANCED, false),
        .by_name = model_switch(model, flow, KEYWORD_BY_NAME, false),
        .by_public_hostname = model_switch(model, flow, KEYWORD_BY_PUBLIC_HOSTNAME, false),
        .purpose = purpose ? purpose : "integrations",
        .note = note ? note : model_object(model, flow)->title,
        .protocol = text_of(model, flow, KEYWORD_PROTOCOL),
        .source = text_of(model, flow, KEYWORD_SOURCE),
        .alternative = text_of(model, flow, KEYWORD_ALTERNATIVE),
        .entries = model_data(model, flow, KEYWORD_CATALOGUE),
        .closed = closed_of(model, flow),
    };
    read_ends(plan, form);
    return form;
}

struct flow_form *form_of(struct plan *plan, object_t flow)
{
    if (!plan->forms)
        plan->forms = arena_array(plan->arena, struct flow_form *, plan->model->objects.count);
    if (!plan->forms[flow])
        plan->forms[flow] = read_form(plan, flow);
    return plan->forms[flow];
}
