/*
 * cloud-shared-database: an additional non-production environment of OutSystems Cloud has a database of its own.
 *
 * Takes the databases of cloud environments. Base are one environment for development and one for tests; what
 * else is no production is additional, and one that shares a database is reported (CLOUD-008).
 */
#include "rules/rules.h"

/* Purposes of the base environment besides development, the likeliest first. */
static const char *const tests[] = {"quality", "testing", "staging", "training", "non-production"};

static bool is_counted(const struct model *model, const struct plan_environment *environment)
{
    return environment->cloud && !environment->lifetime &&
           !model_has_word(model, environment->object, KEYWORD_PURPOSE, "production");
}

/* The first cloud environment with PURPOSE, or NULL. */
static const struct plan_environment *first_with(const struct check *check, const char *purpose)
{
    for (uint32_t i = 0; i < check->plan->environments.count; i++) {
        const struct plan_environment *environment = &check->plan->environments.items[i];
        if (is_counted(check->model, environment) &&
            model_has_word(check->model, environment->object, KEYWORD_PURPOSE, purpose))
            return environment;
    }
    return NULL;
}

static bool is_additional(const struct check *check)
{
    const struct plan_environment *base = NULL;
    for (size_t i = 0; !base && i < sizeof tests / sizeof *tests; i++)
        base = first_with(check, tests[i]);
    return is_counted(check->model, check->environment) && check->environment != base &&
           check->environment != first_with(check, "development");
}

/* Another environment that uses DATABASE, or NULL. */
static const struct plan_environment *sharer(const struct check *check, object_t database)
{
    for (uint32_t i = 0; i < check->plan->environments.count; i++) {
        const struct plan_environment *other = &check->plan->environments.items[i];
        if (other != check->environment && group_has(other->databases, database))
            return other;
    }
    return NULL;
}

static void look(const struct check *check, const struct rule *rule)
{
    struct data stated = model_data(check->model, check->object, KEYWORD_DATABASES);
    for (uint32_t i = 0; i < stated.count && is_additional(check); i++) {
        const struct plan_environment *other = sharer(check, stated.items[i].object);
        if (!other)
            continue;
        struct finding *finding = rule_report(
            check, rule, stated.items[i].place, "'%s' shares the database '%s' with '%s'",
            model_name(check->model, check->object),
            model_name(check->model, stated.items[i].object), model_name(check->model, other->object));
        finding_label(check->diagnostics, finding,
                      "an additional environment of OutSystems Cloud has its own");
        finding_help(check->diagnostics, finding,
                     "declare a `database` in '%s' in place of this one",
                     model_name(check->model, check->object));
        finding_cite(check->diagnostics, finding, "CLOUD-008");
        return;
    }
}

const struct rule rule_cloud_shared_database = {
    .info = {"cloud-shared-database", SEVERITY_WARNING,
             "an additional environment of OutSystems Cloud without a database of its own"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
