/*
 * product-version: the pages are about one version of OutSystems.
 *
 * Takes the platform versions that are stated, advises where one is of another product version than
 * the profile's (DOC-003).
 */
#include <string.h>

#include "rules/rules.h"

/* Whether VERSION is PRODUCT or a part of it: 11.25.0 is of 11. */
static bool is_of(const char *version, const char *product)
{
    size_t length = strlen(product);
    return strncmp(version, product, length) == 0 &&
           (version[length] == '.' || version[length] == '\0');
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    struct data product = model_data(model, 0, KEYWORD_PRODUCT_VERSION);
    for (uint32_t i = 0; i < model->fields.count && product.count; i++) {
        const struct field *field = &model->fields.items[i];
        if (field->keyword != KEYWORD_PLATFORM_VERSION || field->wrong ||
            !field_operand(field, 0).count ||
            is_of(field_operand(field, 0).items[0].text, product.items[0].text))
            continue;
        struct finding *finding =
            rule_report(check, rule, field->place,
                        "the requirements are those of OutSystems %s, and this is %s",
                        product.items[0].text, field_operand(field, 0).items[0].text);
        finding_label(check->diagnostics, finding, "has a page of its own");
        finding_help(
            check->diagnostics, finding,
            "take what follows as that of OutSystems %s, or write a profile after the page of "
            "this version",
            product.items[0].text);
        finding_cite(check->diagnostics, finding, "DOC-003");
    }
}

const struct rule rule_product_version = {
    .info = {"product-version", SEVERITY_ADVICE,
             "a platform version that the profile's pages are not about"},
    .kind = KIND_TOP,
    .look = look,
};
