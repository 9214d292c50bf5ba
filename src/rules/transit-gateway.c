/*
 * transit-gateway: a Transit Gateway takes the place of other private lines.
 *
 * Takes the lines to environments in OutSystems Cloud, warns where a VPN or Direct Connect is stated beside a Transit
 * Gateway (BEY-143).
 */
#include "rules/rules.h"

/* Whether one end of LINK is in OutSystems Cloud. */
static bool is_to_cloud(const struct check *check, const struct object *link)
{
    const struct data *ends[] = {&link->head.operands[0], &link->head.targets};
    for (int i = 0; i < 2; i++)
        for (uint32_t j = 0; j < ends[i]->count; j++) {
            object_t end = ends[i]->items[j].object;
            object_t around = end ? model_object(check->model, end)->environment : 0;
            const struct plan_environment *environment =
                around ? plan_environment(check->plan, around) : NULL;
            if (environment && environment->cloud)
                return true;
        }
    return false;
}

static bool is_of_kind(const struct model *model, object_t link, const char *word)
{
    return model_state(model, link, KEYWORD_LINK_KIND) == STATE_STATED &&
           model_has_word(model, link, KEYWORD_LINK_KIND, word);
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    object_t gateway = 0;
    for (object_t object = 1; object < model->objects.count && !gateway; object++)
        if (model_object(model, object)->kind == KIND_LINK &&
            is_of_kind(model, object, "transit-gateway") &&
            is_to_cloud(check, model_object(model, object)))
            gateway = object;
    for (object_t object = 1; object < model->objects.count && gateway; object++) {
        const struct object *link = model_object(model, object);
        if (link->kind != KIND_LINK || !is_to_cloud(check, link) ||
            !(is_of_kind(model, object, "vpn") || is_of_kind(model, object, "direct-connect")))
            continue;
        struct check about = *check;
        about.object = object;
        const struct field *kind = model_field(model, object, KEYWORD_LINK_KIND);
        struct finding *finding =
            rule_report(&about, rule, kind->place,
                        "there is a Transit Gateway to OutSystems Cloud, and a %s as well",
                        kind->operands[0].items[0].text);
        finding_label(check->diagnostics, finding, "is ended when the gateway comes");
        rule_relate(check, finding, gateway, "the Transit Gateway");
        finding_help(check->diagnostics, finding,
                     "let this line end at the gateway too: kind transit-gateway;");
        finding_cite(check->diagnostics, finding, "BEY-143");
    }
}

const struct rule rule_transit_gateway = {
    .info = {"transit-gateway", SEVERITY_WARNING,
             "another private line to OutSystems Cloud beside a Transit Gateway"},
    .kind = KIND_TOP,
    .look = look,
};
