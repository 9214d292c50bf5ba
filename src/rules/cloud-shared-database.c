/*
 * cloud-shared-database: an additional non-production environment of OutSystems Cloud has a database of its own.
 *
 * Takes the databases of cloud environments. Base are one environment for development and one for tests; what
 * else is no production is additional, and one that shares a database is reported (CLOUD-008).
 */
#include "model/dns.h"
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
    if (!is_counted(check->model, check->environment))
        return false;
    for (size_t i = 0; !base && i < sizeof tests / sizeof *tests; i++)
        base = first_with(check, tests[i]);
    return check->environment != base && check->environment != first_with(check, "development");
}

static bool any_same(struct names left, struct names right)
{
    for (uint32_t i = 0; i < left.count; i++)
        for (uint32_t j = 0; j < right.count; j++)
            if (dns_equal(left.items[i], right.items[j]))
                return true;
    return false;
}

/* Whether two statements are about one database server: the same, or with an address or full name in common. */
static bool is_same(const struct plan *plan, object_t left, object_t right)
{
    return left == right || any_same(plan_addresses(plan, left), plan_addresses(plan, right)) ||
           (model_field(plan->model, left, KEYWORD_HOST) &&
            model_field(plan->model, right, KEYWORD_HOST) &&
            any_same(plan_names(plan, left), plan_names(plan, right)));
}

/* Another environment that uses DATABASE, or NULL. */
static const struct plan_environment *sharer(const struct check *check, object_t database)
{
    for (uint32_t i = 0; i < check->plan->environments.count; i++) {
        const struct plan_environment *other = &check->plan->environments.items[i];
        for (uint32_t j = 0; other != check->environment && j < other->databases.count; j++)
            if (is_same(check->plan, other->databases.items[j], database))
                return other;
    }
    return NULL;
}

/* Where the environment says that it uses DATABASE. */
static struct place place_of(const struct check *check, object_t database)
{
    struct data stated = model_data(check->model, check->object, KEYWORD_DATABASES);
    for (uint32_t i = 0; i < stated.count; i++)
        if (stated.items[i].object == database)
            return datum_place(&stated.items[i]);
    return model_object(check->model, database)->place;
}

static void look(const struct check *check, const struct rule *rule)
{
    struct group databases = check->environment->databases;
    for (uint32_t i = 0; i < databases.count && is_additional(check); i++) {
        const struct plan_environment *other = sharer(check, databases.items[i]);
        if (!other)
            continue;
        struct finding *finding = rule_report(
            check, rule, place_of(check, databases.items[i]), "'%s' shares its database with '%s'",
            model_name(check->model, check->object), model_name(check->model, other->object));
        finding_label(check->diagnostics, finding,
                      "an additional environment of OutSystems Cloud has its own");
        finding_help(check->diagnostics, finding, "give '%s' a `database` of its own",
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
