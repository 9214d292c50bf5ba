/*
 * cloud-firewall: the web application firewall of OutSystems Cloud has the same policies for every customer.
 *
 * Takes what a cloud environment says of its firewall, reports policies of its own (CLOUD-006).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    if (!check->environment->cloud ||
        !model_has_word(check->model, check->object, KEYWORD_WAF, "custom"))
        return;
    struct data stated = model_data(check->model, check->object, KEYWORD_WAF);
    struct finding *finding =
        rule_report(check, rule, stated.items[0].place,
                    "the firewall before '%s' cannot have policies of its own",
                    model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "OutSystems Cloud has the same for every customer");
    finding_help(check->diagnostics, finding,
                 "write `waf standard;`, or leave the statement out");
    finding_expect(check->diagnostics, finding, "standard");
    finding_fix(check->diagnostics, finding, stated.items[0].place, "standard");
    finding_cite(check->diagnostics, finding, "CLOUD-006");
}

const struct rule rule_cloud_firewall = {
    .info = {"cloud-firewall", SEVERITY_ERROR,
             "policies of one's own for the web application firewall of OutSystems Cloud"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
