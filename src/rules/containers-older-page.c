/*
 * containers-older-page: what is known of containers is from a page that the profile does not follow.
 *
 * Takes zones that are hosted on containers, and whether the profile's page tells of those; warns once an environment
 * where it does not (CONT-008).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    object_t runtime = model_first(model, check->object, KIND_CONTAINER_RUNTIME);
    if (!runtime || model_covers(model, "CONT-001"))
        return;
    struct check here = *check;
    here.object = runtime;
    struct finding *finding =
        rule_report(&here, rule, model_object(model, runtime)->place,
                    "the requirements page of this profile tells nothing of containers");
    finding_label(check->diagnostics, finding, "what is required of it comes from the older page");
    const char *profile = model_told_in(model, "CONT-001");
    if (profile)
        finding_help(check->diagnostics, finding,
                     "ask OutSystems whether your version supports containers, or follow the page that "
                     "tells of them: use \"%s\";",
                     profile);
    finding_cite(check->diagnostics, finding, "CONT-008");
}

const struct rule rule_containers_older_page = {
    .info = {"containers-older-page", SEVERITY_WARNING,
             "containers where the profile's page tells nothing of them"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
