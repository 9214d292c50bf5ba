/*
 * cloud-firewall: the web application firewall of OutSystems Cloud has the same policies for every customer.
 *
 * Takes what a cloud environment says of its firewall, reports policies of its own (CLOUD-006), and that there is
 * none (CLOUD-005).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    bool custom = model_has_word(model, check->object, KEYWORD_WAF, "custom");
    if (!check->environment->cloud ||
        (!custom && !model_has_word(model, check->object, KEYWORD_WAF, "none")))
        return;
    struct data stated = model_data(model, check->object, KEYWORD_WAF);
    struct finding *finding =
        rule_report(check, rule, datum_place(&stated.items[0]),
                    custom ? "the firewall before '%s' cannot have policies of its own"
                           : "'%s' cannot do without the web application firewall",
                    model_name(model, check->object));
    finding_label(check->diagnostics, finding,
                  custom ? "OutSystems Cloud has the same for every customer"
                         : "OutSystems Cloud has one before every environment");
    finding_help(check->diagnostics, finding,
                 "write `waf standard;`, or leave the statement out");
    finding_expect(check->diagnostics, finding, "standard");
    finding_fix(check->diagnostics, finding, datum_place(&stated.items[0]), "standard");
    finding_cite(check->diagnostics, finding, custom ? "CLOUD-006" : "CLOUD-005 CLOUD-006");
}

const struct rule rule_cloud_firewall = {
    .info = {"cloud-firewall", SEVERITY_ERROR,
             "another web application firewall than the one of OutSystems Cloud"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
