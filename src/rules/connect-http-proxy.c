/*
 * connect-http-proxy: development tools behind an HTTP proxy need settings of their own.
 *
 * Takes a stated `http-proxy`, advises to set up the Studios for it (DEV-001), where the profile's
 * page has that.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct field *proxy = model_field(check->model, check->object, KEYWORD_HTTP_PROXY);
    if (!proxy || proxy->wrong || !model_covers(check->model, "DEV-001") ||
        !rule_has_setting(check, KEYWORD_HTTP_PROXY))
        return;
    struct finding *finding = rule_report(
        check, rule, proxy->place,
        "development tools reach the internet through '%s', and have to be set up for that",
        field_operand(proxy, 0).items[0].text);
    finding_label(check->diagnostics, finding, "the HTTP proxy of the developers");
    finding_help(
        check->diagnostics, finding,
        "see configure-http-proxy in the vendor's documentation, and let the proxy through to what "
        "the report lists for development tools");
    finding_cite(check->diagnostics, finding, "DEV-001");
}

const struct rule rule_connect_http_proxy = {
    .info = {"connect-http-proxy", SEVERITY_ADVICE,
             "developers who reach the internet through an HTTP proxy"},
    .kind = KIND_CONNECT,
    .look = look,
};
