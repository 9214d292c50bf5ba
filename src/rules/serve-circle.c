/*
 * serve-circle: of devices that serve one another nothing stands at the end.
 *
 * Takes load balancers and reverse proxies, reports once a circle of what they serve, at the device
 * declared first.
 */
#include "rules/rules.h"

static void look_at(const struct check *check, const struct rule *rule, object_t device)
{
    const struct datum *closes = rule_circle(check, device);
    if (!closes)
        return;
    const struct model *model = check->model;
    struct check here = *check;
    here.object = device;
    struct finding *finding = rule_report(&here, rule, model_object(model, device)->place,
                                          "'%s' serves what serves it", model_name(model, device));
    finding_label(check->diagnostics, finding, "requests go in a circle");
    finding_relate(check->diagnostics, finding, datum_place(closes), "back to '%s'",
                   model_name(model, device));
    finding_help(check->diagnostics, finding,
                 "the last device before the servers serves servers or zones alone");
}

static void look(const struct check *check, const struct rule *rule)
{
    for (object_t device = 1; device < check->model->objects.count; device++)
        look_at(check, rule, device);
}

const struct rule rule_serve_circle = {
    .info = {"serve-circle", SEVERITY_ERROR, "load balancers or proxies that serve one another"},
    .kind = KIND_TOP,
    .partial = true,
    .look = look,
};
