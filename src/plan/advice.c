/*
 * Lines of standing advice and of the installation checklist, from the catalogue.
 */
#include "plan/derive.h"

/* LINE without what it is about. */
static struct plan_advice read_line(struct plan *plan, object_t line)
{
    const struct model *model = plan->model;
    struct data note = model_data(model, line, KEYWORD_NOTE),
                entries = model_data(model, line, KEYWORD_CATALOGUE);
    const char *ids = "";
    for (uint32_t i = 0; i < entries.count; i++)
        ids = entries_join(plan, ids, entries.items[i].text);
    return (struct plan_advice){
        .text = note.count ? note.items[0].text : model_label(model, line),
        .entries = ids,
        .checklist = model_object(model, line)->kind == KIND_CHECKLIST,
    };
}

/* What a line is about. */
typedef VEC(object_t) subjects_t;

/* About each of ENVIRONMENT's servers for which it holds; for those that say nothing of it
 * themselves it does alike. */
static void add_servers(struct plan *plan, object_t line,
                        const struct plan_environment *environment, subjects_t *subjects)
{
    bool known = false, holds_for_silent = false;
    for (uint32_t s = 0; s < environment->servers.count; s++) {
        object_t server = environment->servers.items[s];
        struct circumstance where = {.environment = environment->object, .destination = server};
        bool own = conditions_asked_of(plan, line, server);
        bool holds = known && !own ? holds_for_silent : conditions_hold(plan, line, &where);
        if (!own) {
            known = true;
            holds_for_silent = holds;
        }
        if (holds)
            vec_add(plan->arena, subjects, server);
    }
}

static subjects_t subjects_of(struct plan *plan, object_t line)
{
    const struct model *model = plan->model;
    bool servers = model_has_word(model, line, KEYWORD_ABOUT, "server");
    bool environments = model_has_word(model, line, KEYWORD_ABOUT, "environment");
    bool proxies = model_has_word(model, line, KEYWORD_ABOUT, "reverse-proxy");
    subjects_t subjects = {0};
    if (!servers && !environments && !proxies) {
        struct circumstance where = {0};
        if (conditions_hold(plan, line, &where))
            vec_add(plan->arena, &subjects, 0);
        return subjects;
    }
    bool *told = arena_array(plan->arena, bool, proxies ? model->objects.count : 0);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        struct circumstance where = {.environment = environment->object};
        if (environments && conditions_hold(plan, line, &where))
            vec_add(plan->arena, &subjects, environment->object);
        if (servers)
            add_servers(plan, line, environment, &subjects);
        for (uint32_t p = 0; proxies && p < environment->proxies.count; p++) {
            object_t proxy =
                environment->proxies.items[p]; /* it may stand before several environments */
            where.destination = proxy;
            if (told[proxy] || !conditions_hold(plan, line, &where))
                continue;
            told[proxy] = true;
            vec_add(plan->arena, &subjects, proxy);
        }
    }
    return subjects;
}

static void add_line(struct plan *plan, object_t line)
{
    subjects_t subjects = subjects_of(plan, line);
    if (!subjects.count)
        return;
    struct plan_advice advice = read_line(plan, line);
    advice.subjects = subjects.items;
    advice.count = subjects.count;
    vec_add(plan->arena, &plan->advice, advice);
}

void derive_advice(struct plan *plan)
{
    model_each (plan->model, line, 0, KIND_ADVICE)
        add_line(plan, line);
    model_each (plan->model, line, 0, KIND_CHECKLIST)
        add_line(plan, line);
}
