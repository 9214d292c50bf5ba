/*
 * Lines of standing advice and of the installation checklist, from the catalogue.
 */
#include "plan/derive.h"

/* LINE as it is about anything. */
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

static void add(struct plan *plan, struct plan_advice advice, object_t subject)
{
    advice.subject = subject;
    vec_add(plan->arena, &plan->advice, advice);
}

/* About each of ENVIRONMENT's servers for which it holds; for those that say nothing of it
 * themselves it does alike. */
static void add_servers(struct plan *plan, object_t line, struct plan_advice advice,
                        const struct plan_environment *environment)
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
            add(plan, advice, server);
    }
}

static void add_line(struct plan *plan, object_t line)
{
    const struct model *model = plan->model;
    struct plan_advice advice = read_line(plan, line);
    bool servers = model_has_word(model, line, KEYWORD_ABOUT, "server");
    bool environments = model_has_word(model, line, KEYWORD_ABOUT, "environment");
    bool proxies = model_has_word(model, line, KEYWORD_ABOUT, "reverse-proxy");
    if (!servers && !environments && !proxies) {
        struct circumstance where = {0};
        if (conditions_hold(plan, line, &where))
            add(plan, advice, 0);
        return;
    }
    bool *told = arena_array(plan->arena, bool, proxies ? model->objects.count : 0);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        struct circumstance where = {.environment = environment->object};
        if (environments && conditions_hold(plan, line, &where))
            add(plan, advice, environment->object);
        if (servers)
            add_servers(plan, line, advice, environment);
        for (uint32_t p = 0; proxies && p < environment->proxies.count; p++) {
            object_t proxy =
                environment->proxies.items[p]; /* it may stand before several environments */
            where.destination = proxy;
            if (told[proxy] || !conditions_hold(plan, line, &where))
                continue;
            told[proxy] = true;
            add(plan, advice, proxy);
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
