/*
 * Lines of standing advice and of the installation checklist, from the catalogue.
 */
#include "plan/derive.h"

/* Adds LINE about SUBJECT where its conditions hold. Returns whether they do. */
static bool add(struct plan *plan, object_t line, object_t subject,
                const struct circumstance *where)
{
    const struct model *model = plan->model;
    struct data note = model_data(model, line, KEYWORD_NOTE),
                entries = model_data(model, line, KEYWORD_CATALOGUE);
    if (!conditions_hold(plan, line, where))
        return false;
    const char *ids = "";
    for (uint32_t i = 0; i < entries.count; i++)
        ids = entries_join(plan, ids, entries.items[i].text);
    vec_add(plan->arena, &plan->advice,
            ((struct plan_advice){
                .text = note.count ? note.items[0].text : model_label(model, line),
                .entries = ids,
                .subject = subject,
                .checklist = model_object(model, line)->kind == KIND_CHECKLIST,
            }));
    return true;
}

static void add_line(struct plan *plan, object_t line)
{
    const struct model *model = plan->model;
    bool servers = model_has_word(model, line, KEYWORD_ABOUT, "server");
    bool environments = model_has_word(model, line, KEYWORD_ABOUT, "environment");
    bool proxies = model_has_word(model, line, KEYWORD_ABOUT, "reverse-proxy");
    objects_t done = {0}; /* a proxy may stand before several environments */
    if (!servers && !environments && !proxies) {
        struct circumstance where = {0};
        add(plan, line, 0, &where);
        return;
    }
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        struct circumstance where = {.environment = environment->object};
        if (environments)
            add(plan, line, environment->object, &where);
        for (uint32_t s = 0; servers && s < environment->servers.count; s++) {
            where.destination = environment->servers.items[s];
            add(plan, line, environment->servers.items[s], &where);
        }
        for (uint32_t p = 0; proxies && p < environment->proxies.count; p++) {
            where.destination = environment->proxies.items[p];
            bool told = false;
            for (uint32_t i = 0; i < done.count; i++)
                told |= done.items[i] == where.destination;
            if (!told && add(plan, line, where.destination, &where))
                objects_add(plan, &done, where.destination);
        }
    }
}

void derive_advice(struct plan *plan)
{
    model_each (plan->model, line, 0, KIND_ADVICE)
        add_line(plan, line);
    model_each (plan->model, line, 0, KIND_CHECKLIST)
        add_line(plan, line);
}
