/*
 * local-certificate: a server that is to answer its zone's HTTPS address itself needs a certificate
 * for it.
 *
 * Takes the hosts entries that the plan had to leave out, warns of each that lacks a certificate
 * (HOSTS-011): once for a server and zone.
 */
#include "model/dns.h"
#include "rules/rules.h"

/* A certificate that would do, were it valid. */
static void relate_expired(const struct check *check, struct finding *finding, const char *name)
{
    model_each (check->model, certificate, check->object, KIND_CERTIFICATE) {
        struct data names = field_operand(model_head(check->model, certificate), 0);
        for (uint32_t i = 0; i < names.count; i++)
            if (names.items[i].type == DATUM_TEXT && dns_covers(names.items[i].text, name))
                finding_relate(check->diagnostics, finding, datum_place(&names.items[i]),
                               "this one is not valid");
    }
}

static void look(const struct check *top, const struct rule *rule)
{
    const struct plan *plan = top->plan;
    for (uint32_t i = 0; i < plan->unmapped.count; i++) {
        const struct plan_unmapped *unmapped = &plan->unmapped.items[i];
        const struct plan_zone *zone = &plan->zones.items[unmapped->zone];
        const struct plan_environment *environment = &plan->environments.items[zone->environment];
        if (unmapped->why != UNMAPPED_NO_CERTIFICATE || !environment->sound || environment->cloud ||
            !zone->address.value)
            continue;
        struct check check = *top;
        check.object = unmapped->server;
        const char *server = model_name(check.model, unmapped->server);
        struct finding *finding =
            rule_report(&check, rule, model_object(check.model, unmapped->server)->place,
                        "'%s' has no valid certificate for \"%s\", the address of zone '%s'",
                        server, zone->address.value, zone->name);
        finding->also = zone->object;
        finding_label(check.diagnostics, finding, "it cannot answer its own zone's calls");
        relate_expired(&check, finding, zone->address.value);
        const struct field *https =
            zone->object ? model_field(check.model, zone->object, KEYWORD_INTERNAL_HTTPS) : NULL;
        if (https)
            finding_relate(check.diagnostics, finding, https->place,
                           "calls inside the environment use HTTPS");
        finding_help(check.diagnostics, finding,
                     "install a certificate for that name on '%s' and say so: certificate \"%s\";",
                     server, zone->address.value);
        finding_expect(check.diagnostics, finding, zone->address.value);
        finding_cite(check.diagnostics, finding, "HOSTS-011 HOSTS-001");
    }
}

const struct rule rule_local_certificate = {
    .info = {"local-certificate", SEVERITY_WARNING,
             "a server without the certificate that its zone's HTTPS address needs"},
    .kind = KIND_TOP,
    .look = look,
};
