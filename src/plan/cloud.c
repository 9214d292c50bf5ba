/*
 * OutSystems Cloud: the lines that lead there, what it enforces, and which openings are its own
 * business.
 *
 * Takes environments, links and flows. What OutSystems runs is everything in a cloud environment,
 * and what is said to be run by the catalogue's provider of that name.
 */
#include <string.h>

#include "plan/derive.h"

bool plan_enforces_https(const struct plan *plan, const struct plan_environment *environment)
{
    return environment->cloud &&
           model_switch(plan->model, environment->object, KEYWORD_HIGH_COMPLIANCE, false);
}

bool plan_stands_for_servers(const struct plan *plan, object_t object)
{
    const struct plan_environment *environment = plan_environment(plan, object);
    return environment && environment->object == object && environment->cloud &&
           environment->servers.count == 0;
}

static bool in_cloud(const struct plan *plan, object_t object)
{
    const struct plan_environment *environment = plan_environment(plan, object);
    return environment && environment->cloud;
}

/* ---- Lines ---- */

static const struct {
    const char *kind, *label, *cloud_label, *entries;
} sorts[] = {
    {"vpn", "VPN", "site-to-site VPN (IPSec)", "CLOUD-015 CLOUD-016"},
    {"direct-connect", "Direct Connect", "AWS Direct Connect", "CLOUD-015 CLOUD-018"},
    {"transit-gateway", "Transit Gateway", "AWS Transit Gateway", "CLOUD-015 CLOUD-019"},
    {"internet", "internet", "internet", ""},
};

const char *line_kind(uint32_t sort)
{
    return sorts[sort].kind;
}

static void add_line(struct plan *plan, object_t link, object_t source, object_t destination)
{
    struct data stated = model_data(plan->model, link, KEYWORD_LINK_KIND);
    bool cloud = in_cloud(plan, source) != in_cloud(plan, destination);
    size_t sort = 0;
    for (size_t i = 0; stated.count && i < sizeof sorts / sizeof *sorts; i++)
        if (strcmp(sorts[i].kind, stated.items[0].text) == 0)
            sort = i;
    const object_t ends[] = {source, destination};
    for (uint32_t e = 0; e < 2; e++) {
        const struct plan_environment *around = plan_environment(plan, ends[e]);
        if (around)
            plan->environments.items[around - plan->environments.items].lines |=
                (uint8_t)(1u << sort);
    }
    vec_add(plan->arena, &plan->lines,
            ((struct plan_line){
                .link = link,
                .source = source,
                .destination = destination,
                .kind = sorts[sort].kind,
                .label = cloud ? sorts[sort].cloud_label : sorts[sort].label,
                .entries = cloud ? sorts[sort].entries : "",
            }));
}

void derive_lines(struct plan *plan)
{
    const struct model *model = plan->model;
    const object_t homes[] = {0, model->infrastructure};
    for (uint32_t h = 0; h < 2 && (h == 0 || homes[h]); h++) {
        model_each (model, link, homes[h], KIND_LINK) {
            const struct field *head = model_head(model, link);
            for (uint32_t i = 0; !head->wrong && i < field_operand(head, 0).count; i++)
                for (uint32_t j = 0; j < field_targets(head).count; j++)
                    if (field_operand(head, 0).items[i].type == DATUM_OBJECT &&
                        field_targets(head).items[j].type == DATUM_OBJECT)
                        add_line(plan, link, field_operand(head, 0).items[i].object,
                                 field_targets(head).items[j].object);
        }
    }
}

/* ---- Who runs it ---- */

/* Whether the shared DATABASE serves environments of OutSystems Cloud and no others. */
static bool is_of_cloud(const struct plan *plan, object_t database)
{
    bool cloud = false;
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        if (!group_has(environment->databases, database))
            continue;
        if (!environment->cloud)
            return false;
        cloud = true;
    }
    return cloud;
}

/* Whether OutSystems manages OBJECT (AMB-40). */
static bool is_vendors(const struct plan *plan, object_t object)
{
    if (model_object(plan->model, object)->kind == KIND_DATABASE && is_of_cloud(plan, object))
        return true;
    const struct field *by = model_object(plan->model, object)->environment
                                 ? NULL
                                 : model_field(plan->model, object, KEYWORD_RUN_BY);
    return in_cloud(plan, object) ||
           (by && !by->wrong &&
            field_operand(by, 0).items[0].object ==
                model_catalogue(plan->model, KIND_PROVIDER, "outsystems-cloud"));
}

static bool all_vendors(const struct plan *plan, struct group group)
{
    for (uint32_t i = 0; i < group.count; i++)
        if (!is_vendors(plan, group.items[i]))
            return false;
    return true;
}

/* WHY, with a note that says so. */
static const struct plan_reasons *managed(struct plan *plan, const struct plan_reasons *why)
{
    struct plan_reasons *more = arena_new(plan->arena, struct plan_reasons);
    *more = *why;
    more->notes = arena_array(plan->arena, const char *, why->note_count + 1);
    for (uint32_t i = 0; i < why->note_count; i++)
        more->notes[i] = why->notes[i];
    more->notes[more->note_count++] = "managed by OutSystems";
    return more;
}

void derive_run_by_vendor(struct plan *plan)
{
    bool any = false;
    for (uint32_t e = 0; e < plan->environments.count; e++)
        any |= plan->environments.items[e].cloud;
    for (uint32_t f = 0; any && f < plan->flows.count; f++) {
        struct plan_flow *flow = &plan->flows.items[f];
        if (!all_vendors(plan, flow->sources) || !all_vendors(plan, flow->destinations))
            continue;
        flow->why = managed(plan, flow->why);
        flow->run_by_vendor = true;
    }
}
