/*
 * Values: from a word's shape, under the type that its keyword takes, to a datum.
 */
#include <stdlib.h>
#include <string.h>

#include "base/nameset.h"
#include "base/nearest.h"
#include "diagnostics/language.h"
#include "diagnostics/registry.h"
#include "model/address.h"
#include "model/dns.h"
#include "model/lost.h"
#include "syntax/text.h"

const struct source_file *value_file(const struct binder *binder, const struct value *value)
{
    const struct source_file *last = *binder->file;
    if (!last || value->begin - last->base >= last->size)
        *binder->file = last = source_of(binder->model->sources, value->begin);
    return last;
}

const char *value_raw(const struct binder *binder, const struct value *value, size_t *length)
{
    const struct source_file *file = value_file(binder, value);
    *length = value_length(binder->model->atoms, value);
    return file->text + (value->begin - file->base);
}

const char *value_word(const struct binder *binder, const struct value *value)
{
    if (value_atom(value))
        return atom_text(binder->model->atoms, value_atom(value));
    size_t length;
    const char *raw = value_raw(binder, value, &length);
    return arena_copy(binder->arena, raw, length);
}

struct finding *value_report(struct binder *binder, const struct value *value,
                             const struct rule_info *rule, const char *format, ...)
{
    bool *told = &binder->told[value - binder->tape->values.items];
    if (*told)
        return NULL;
    *told = true;
    if (lost_mutes(binder, value, rule))
        return NULL;
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(binder->arena, format, arguments);
    va_end(arguments);
    return report(binder->diagnostics, rule, binder_place(binder, value), "%s", message);
}

bool value_wrong(const struct binding *binding, const struct value *value,
                 const struct rule_info *rule, const char *message, const char *label)
{
    struct finding *finding = value_report(binding->binder, value, rule, "%s", message);
    if (finding && label)
        finding_label(binding->binder->diagnostics, finding, "%s", label);
    return false;
}

static void put_at(const struct binding *binding, struct datum *datum, const struct value *value)
{
    datum->begin = value->begin;
    /* No word or text that is a datum is longer. */
    datum->length = value_length(binding->binder->model->atoms, value) & 0x1FFFF;
}

struct datum *value_push(const struct binding *binding, data_t *data, const struct value *value,
                         enum datum_type type, const char *text)
{
    struct datum *datum = vec_push(binding->binder->arena, data);
    datum->type = type & 15;
    put_at(binding, datum, value);
    datum->text = text;
    return datum;
}

/* ---- Text ---- */

static bool text_wrong(const struct binding *binding, const struct value *value,
                       const struct text_fault *fault)
{
    struct binder *binder = binding->binder;
    if (fault->name && (lost_word(binder, binding->object, fault->name, KINDS(LET)) ||
                        lost_again(binder, 0, fault->message, value)))
        return false;
    struct finding *finding =
        value_report(binding->binder, value, LANGUAGE_RULE(TEXT), "%s", fault->message);
    if (finding) {
        finding->place =
            (struct place){value->begin + 1 + fault->begin, value->begin + 1 + fault->end};
        if (fault->help)
            finding_help(binder->diagnostics, finding, "%s", fault->help);
    }
    if (finding && fault->name) {
        const char *nearest =
            !diagnostics_suggest(binder->diagnostics, binder->model->objects.count)
                ? NULL
                : resolve_nearest(binder->model, binding->object, binding->catalogue, fault->name,
                                  strlen(fault->name), KINDS(LET))
                      .nearest;
        if (nearest && strcmp(nearest, fault->name) != 0)
            finding_help(binder->diagnostics, finding, "did you mean '%s'?", nearest);
        lost_told(binder, 0, fault->message, finding);
    }
    return false;
}

/* What the text of VALUE, its member I, has to be for TYPE. A constant that makes it wrong is told
 * once, where it gets its value. */
static bool check_text(const struct binding *binding, enum type type, const struct value *value,
                       const char *text, uint32_t i)
{
    struct binder *binder = binding->binder;
    const char *fault = type == TYPE_DNS || type == TYPE_PATTERN
                            ? dns_fault(binder->arena, text, type == TYPE_PATTERN)
                            : NULL;
    if (type == TYPE_PATH && text[0] != '/')
        return value_wrong(binding, value, LANGUAGE_RULE(VALUE), "a path of a URL begins with '/'",
                           "an app is written bare, a path \"/path\"");
    if (!fault)
        return true;
    const struct value *constant = constant_at_fault(binding, type, value, i);
    struct finding *finding =
        value_report(binder, constant ? constant : value, LANGUAGE_RULE(VALUE),
                     "\"%s\" is no DNS name: it %s", text, fault);
    if (finding)
        finding_label(binder->diagnostics, finding,
                      "a DNS name is labels of letters, digits and '-', joined by dots");
    if (finding && constant)
        finding_relate(binder->diagnostics, finding, binder_place(binding->binder, value),
                       "used here");
    return false;
}

bool value_members(const struct binding *binding, const struct operand_type *type,
                   const struct value *value, uint32_t count, uint32_t *first, uint32_t *end)
{
    *first = 0;
    *end = count;
    if (count > 1 && binding->members > 0) {
        *first = binding->member;
        *end = *first + 1;
        if (count == binding->members)
            return true;
        struct finding *finding = value_report(binding->binder, value, LANGUAGE_RULE(NAME_SET),
                                               "this set has %u members, the block's name has %u",
                                               count, binding->members);
        if (finding)
            finding_help(binding->binder->diagnostics, finding,
                         "sets among a block's own properties go member by member with its name");
        return false;
    }
    if (count > 1 && !type->list)
        return value_wrong(binding, value, LANGUAGE_RULE(NAME_SET),
                           "one value is expected here, and this is a set", NULL);
    return true;
}

static bool bind_text(const struct binding *binding, const struct operand_type *type,
                      const struct value *value, data_t *data)
{
    size_t length;
    const char *raw = value_raw(binding->binder, value, &length) + 1;
    struct text_fault fault;
    bool prose = type->type == TYPE_PROSE || type->type == TYPE_TITLE;
    if (prose) {
        const char *text = text_decode(binding->binder->arena, raw, length - 2, NULL, NULL, &fault);
        if (!text)
            return text_wrong(binding, value, &fault);
        value_push(binding, data, value, DATUM_TEXT, text);
        return true;
    }
    uint32_t first, end, count = text_count(binding->binder->arena, raw, length - 2, &fault);
    if (count == 0)
        return text_wrong(binding, value, &fault);
    if (!value_members(binding, type, value, count, &first, &end))
        return false;
    for (uint32_t i = first; i < end; i++) {
        const char *text = constant_text(binding, raw, length - 2, i, &fault);
        if (!text)
            return text_wrong(binding, value, &fault);
        if (!check_text(binding, (enum type)type->type, value, text, i))
            return false;
        struct datum *datum = value_push(binding, data, value, DATUM_TEXT, text);
        struct address address;
        if (type->type == TYPE_ADDRESSEE && address_parse(text, &address)) {
            datum->type = DATUM_ADDRESS;
            struct address *before = address_before(binding->binder->arena, text, strlen(text));
            *before = address;
            datum->text = address_behind(before);
        }
    }
    return true;
}

/* ---- Words ---- */

static bool bind_choice(const struct binding *binding, const char *choices, const char *keyword,
                        const struct value *value, const char *word, data_t *data)
{
    struct binder *binder = binding->binder;
    if (schema_is_choice(choices, word)) {
        value_push(binding, data, value, DATUM_WORD, word)->atom = value_atom(value);
        return true;
    }
    struct nearest nearest = nearest_to(word);
    char *list = arena_copy(binder->arena, choices, strlen(choices));
    const char *all = "";
    for (char *rest = list, *choice; (choice = strtok_r(rest, " ", &rest)) != NULL;) {
        nearest_try(&nearest, choice);
        all = arena_printf(binder->arena, "%s%s%s", all,
                           !all[0] ? ""
                           : *rest ? ", "
                                   : " or ",
                           choice);
    }
    struct finding *finding =
        value_report(binder, value, LANGUAGE_RULE(VALUE), "`%s` cannot be '%s'", keyword, word);
    if (!finding)
        return false;
    finding_label(binder->diagnostics, finding, "it is %s%s",
                  strncmp(all, "is,", 3) == 0 ? "one of " : "", all);
    if (nearest.candidate) {
        finding_help(binder->diagnostics, finding, "did you mean '%s'?", nearest.candidate);
        finding_expect(binder->diagnostics, finding, nearest.candidate);
        finding_fix(binder->diagnostics, finding, binder_place(binding->binder, value), "%s",
                    nearest.candidate);
    }
    return false;
}

static bool bind_rule(const struct binding *binding, const struct value *value, const char *word,
                      data_t *data)
{
    if (registry_find(word)) {
        value_push(binding, data, value, DATUM_WORD, word)->atom = value_atom(value);
        return true;
    }
    const char *nearest = registry_nearest(word);
    struct finding *finding = value_report(binding->binder, value, LANGUAGE_RULE(UNRESOLVED_NAME),
                                           "there is no rule '%s'", word);
    if (finding && nearest) {
        finding_help(binding->binder->diagnostics, finding, "did you mean '%s'?", nearest);
        finding_expect(binding->binder->diagnostics, finding, nearest);
    }
    return false;
}

/* A condition's subject: a property of the schema, or a fact that the plan derives (conditions.c).
 */
static bool bind_subject(const struct binding *binding, const struct value *value, const char *word,
                         data_t *data)
{
    bool known = schema_is_choice(SCHEMA_FACTS, word);
    for (int i = 0; i < KEYWORD_COUNT && !known; i++)
        known = schema[i].makes == KIND_TOP && schema[i].name[0] == word[0] &&
                strcmp(schema[i].name, word) == 0;
    if (known) {
        value_push(binding, data, value, DATUM_WORD, word)->atom = value_atom(value);
        return true;
    }
    struct nearest nearest = nearest_to(word);
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (schema[i].makes == KIND_TOP)
            nearest_try(&nearest, schema[i].name);
    struct finding *finding = value_report(binding->binder, value, LANGUAGE_RULE(UNRESOLVED_NAME),
                                           "there is no property '%s' to look at", word);
    if (finding && nearest.candidate)
        finding_help(binding->binder->diagnostics, finding, "did you mean '%s'?",
                     nearest.candidate);
    return false;
}

static bool bind_path(const struct binding *binding, const struct operand_type *type,
                      const char *keyword, const struct value *value, const char *word,
                      data_t *data)
{
    struct operand_type app = {TYPE_REFERENCE, type->list, false, KINDS(APP), NULL};
    struct resolution found = resolve(binding->binder->model, binding->object, binding->catalogue,
                                      word, strlen(word), KINDS(APP));
    if (found.object || binding->binder->apps)
        return reference_bind(binding, &app, keyword, value, value_atom(value), data);
    value_push(binding, data, value, DATUM_WORD, word)->atom =
        value_atom(value); /* no zone says what apps there are */
    return true;
}

/* What a type takes, for "takes …". */
static const char *type_phrase(const struct binding *binding, const struct operand_type *type)
{
    switch ((enum type)type->type) {
    case TYPE_NONE: return "nothing";
    case TYPE_NEW: return "a name";
    case TYPE_TITLE:
    case TYPE_PROSE:
    case TYPE_TEXT: return "text in quotes";
    case TYPE_DNS: return "a DNS name in quotes";
    case TYPE_PATTERN: return "a DNS name in quotes, such as \"*.acme.example\"";
    case TYPE_REFERENCE:
        return arena_printf(binding->binder->arena, "the name of %s",
                            kinds_phrase(binding->binder->arena, type->kinds));
    case TYPE_ADDRESSEE:
        return "a DNS name in quotes, an address, or the name of a thing that has one";
    case TYPE_END: return "a thing, a role, an actor, a network or an address";
    case TYPE_ADDRESS: return "an IP address";
    case TYPE_ADDRESS_OR_NETWORK: return "an IP address or a network";
    case TYPE_CIDR: return "a network: 10.20.0.0/16";
    case TYPE_NUMBER: return "a number";
    case TYPE_PORT: return "a port: 8443/tcp";
    case TYPE_PORT_OR_SERVICE: return "a port, such as 8443/tcp, or the name of a service";
    case TYPE_VERSION: return "a version: 11.25.0";
    case TYPE_DATE: return "a date: 2019-12-31";
    case TYPE_SWITCH: return "on or off";
    case TYPE_CHOICE: return arena_printf(binding->binder->arena, "one of: %s", type->choices);
    case TYPE_APP: return "the name of an app";
    case TYPE_PATH: return "the name of an app, or a \"/path\"";
    case TYPE_RULE: return "the name of a rule";
    case TYPE_ENTRY: return "a catalogue entry: LT-009";
    case TYPE_SUBJECT: return "a property";
    case TYPE_VERB: return "is, has, at-least or below";
    case TYPE_ANY: return "a value";
    case TYPE_WORD: return "a name";
    }
    return "a value";
}

static bool bind_mismatch(const struct binding *binding, const struct operand_type *type,
                          const char *keyword, const struct value *value)
{
    size_t length;
    const char *raw = value_raw(binding->binder, value, &length);
    bool *told = &binding->binder->told[value - binding->binder->tape->values.items];
    bool dotless = value->part == PART_MORE && value->shape == SHAPE_NUMBER;
    *told |= told[-1] && (value->part == PART_OPERAND || dotless); /* the same mistake */
    struct finding *finding = value_report(binding->binder, value, LANGUAGE_RULE(VALUE),
                                           "`%s` takes %s", keyword, type_phrase(binding, type));
    bool quoted = value->shape == SHAPE_TEXT;
    bool bare =
        value->shape == SHAPE_NAME || value->shape == SHAPE_PATH || value->shape == SHAPE_SET;
    if (!finding)
        return false;
    if (quoted && type->type == TYPE_SWITCH)
        finding_help(binding->binder->diagnostics, finding, "write it bare: on or off");
    else if (quoted && (type->type == TYPE_REFERENCE || type->type == TYPE_CHOICE ||
                        type->type == TYPE_END || type->type == TYPE_WORD))
        finding_help(binding->binder->diagnostics, finding,
                     "quoted is text, bare is a name: write %.*s", (int)length - 2, raw + 1);
    else if (quoted && (type->type == TYPE_ADDRESS || type->type == TYPE_ADDRESS_OR_NETWORK))
        finding_help(binding->binder->diagnostics, finding, "write the address without quotes");
    else if (quoted && (type->type == TYPE_VERSION || type->type == TYPE_DATE ||
                        type->type == TYPE_NUMBER || type->type == TYPE_PORT ||
                        type->type == TYPE_PORT_OR_SERVICE || type->type == TYPE_CIDR))
        finding_help(binding->binder->diagnostics, finding, "quoted is text: write %.*s",
                     (int)length - 2, raw + 1);
    else if (bare &&
             (type->type == TYPE_DNS || type->type == TYPE_TITLE || type->type == TYPE_PROSE ||
              type->type == TYPE_TEXT || type->type == TYPE_PATTERN))
        finding_help(binding->binder->diagnostics, finding,
                     "bare is a name, quoted is text: write \"%.*s\"", (int)length, raw);
    return false;
}

static bool is_literal_end(enum shape shape)
{
    return shape == SHAPE_DOTTED || shape == SHAPE_DOTTED_SET || shape == SHAPE_IPV6;
}

static bool is_word(enum shape shape)
{
    return shape == SHAPE_NAME || shape == SHAPE_PATH || shape == SHAPE_SET;
}

/* Any value, by its own shape: what `let` and conditions take. */
static bool bind_any(const struct binding *binding, const struct value *value, const char *text,
                     data_t *data)
{
    static const struct operand_type textual = {.type = TYPE_TEXT};
    enum shape shape = (enum shape)value->shape;
    if (shape == SHAPE_TEXT)
        return bind_text(binding, &textual, value, data);
    value_push(binding, data, value, DATUM_WORD, text)->atom = value_atom(value);
    return true;
}

/* An address, a set of them, or a network as an end of an opening. */
static bool bind_literal_end(const struct binding *binding, const struct operand_type *type,
                             const struct value *value, data_t *data)
{
    size_t length;
    const char *raw = value_raw(binding->binder, value, &length);
    uint32_t first = data->count;
    bool fine = memchr(raw, '/', length) ? literal_network(binding, value, data)
                                         : literal_addresses(binding, type, value, data);
    if (fine)
        literal_ends(binding, data, first);
    return fine;
}

static bool is_ipv6_network(const struct binder *binder, const struct value *value)
{
    size_t length;
    const char *raw = value_raw(binder, value, &length);
    return value->shape == SHAPE_IPV6 && memchr(raw, '/', length);
}

/* Outside parties and people come from networks, too. */
static bool may_have_networks(const struct binding *binding)
{
    kinds_t kind = 1u << model_object(binding->binder->model, binding->object)->kind;
    return kind & (KINDS(ENDPOINT) | KINDS(ACTOR));
}

static bool bind_typed(const struct binding *binding, const struct operand_type *type,
                       const char *keyword, const struct value *value, data_t *data)
{
    enum shape shape = (enum shape)value->shape;
    bool number = shape == SHAPE_NUMBER, ipv6_network = is_ipv6_network(binding->binder, value);
    /* Text, addresses and references do without a copy of the word. */
    bool whole = shape == SHAPE_TEXT || is_literal_end(shape);
    const char *text = whole && type->type != TYPE_VERSION && type->type != TYPE_ANY
                           ? NULL
                           : value_word(binding->binder, value);
    switch ((enum type)type->type) {
    case TYPE_TITLE:
    case TYPE_PROSE:
    case TYPE_TEXT:
    case TYPE_DNS:
    case TYPE_PATTERN:
        if (shape == SHAPE_TEXT)
            return bind_text(binding, type, value, data);
        break;
    case TYPE_ADDRESSEE:
        if (shape == SHAPE_TEXT)
            return bind_text(binding, type, value, data);
        if (is_literal_end(shape) && !ipv6_network)
            return literal_addresses(binding, type, value, data);
        if (is_word(shape))
            return references_bind(binding, type, keyword, value, data);
        break;
    case TYPE_REFERENCE:
        if (is_word(shape))
            return references_bind(binding, type, keyword, value, data);
        break;
    case TYPE_END:
        if (is_word(shape))
            return references_bind(binding, type, keyword, value, data);
        if (is_literal_end(shape) || shape == SHAPE_NETWORK)
            return bind_literal_end(binding, type, value, data);
        break;
    case TYPE_ADDRESS:
    case TYPE_ADDRESS_OR_NETWORK:
        if (is_literal_end(shape) && !ipv6_network)
            return literal_addresses(binding, type, value, data);
        if (type == &schema[KEYWORD_ADDRESS].operands[0] &&
            (shape == SHAPE_NETWORK || ipv6_network) && !may_have_networks(binding))
            return value_wrong(
                binding, value, LANGUAGE_RULE(VALUE), "a machine has an address, not a network",
                arena_printf(binding->binder->arena, "write it without its prefix: %.*s",
                             (int)strcspn(value_word(binding->binder, value), "/"),
                             value_word(binding->binder, value)));
        if (type->type == TYPE_ADDRESS_OR_NETWORK && (shape == SHAPE_NETWORK || ipv6_network))
            return literal_network(binding, value, data);
        if (type->kinds && is_word(shape))
            return references_bind(binding, type, keyword, value, data);
        break;
    case TYPE_CIDR:
        if (shape == SHAPE_NETWORK || ipv6_network)
            return literal_network(binding, value, data);
        break;
    case TYPE_NUMBER:
        if (number)
            return literal_number(binding, value, text, data);
        break;
    case TYPE_PORT_OR_SERVICE:
        if (shape == SHAPE_NAME && type->choices && schema_is_choice(type->choices, text)) {
            value_push(binding, data, value, DATUM_PORTS, text); /* of no protocol: any */
            return true;
        }
        if (is_word(shape))
            return references_bind(binding, type, keyword, value, data);
        if (number || shape == SHAPE_PORT || shape == SHAPE_RANGE)
            return literal_ports(binding, value, text, data);
        break;
    case TYPE_PORT:
        if (number || shape == SHAPE_PORT || shape == SHAPE_RANGE)
            return literal_ports(binding, value, text, data);
        break;
    case TYPE_VERSION:
        if (number || shape == SHAPE_DOTTED) {
            value_push(binding, data, value, DATUM_VERSION, text);
            return true;
        }
        break;
    case TYPE_DATE:
        if (shape == SHAPE_DATE)
            return literal_date(binding, value, text, data);
        break;
    case TYPE_SWITCH:
        if (shape == SHAPE_NAME) {
            if (!bind_choice(binding, "on off", keyword, value, text, data))
                return false;
            struct datum *datum = &data->items[data->count - 1];
            datum->type = DATUM_SWITCH;
            datum->number = strcmp(text, "on") == 0;
            return true;
        }
        break;
    case TYPE_CHOICE:
        if (shape == SHAPE_NAME)
            return bind_choice(binding, type->choices, keyword, value, text, data);
        break;
    case TYPE_VERB:
        if (shape == SHAPE_NAME)
            return bind_choice(binding, "is has at-least below", keyword, value, text, data);
        break;
    case TYPE_RULE:
        if (shape == SHAPE_NAME)
            return bind_rule(binding, value, text, data);
        break;
    case TYPE_PATH:
        if (shape == SHAPE_TEXT)
            return bind_text(binding, type, value, data);
        if (shape == SHAPE_NAME)
            return bind_path(binding, type, keyword, value, text, data);
        break;
    case TYPE_ANY: return bind_any(binding, value, text, data);
    case TYPE_WORD:
        if (is_word(shape)) {
            value_push(binding, data, value, DATUM_WORD, text)->atom = value_atom(value);
            return true;
        }
        break;
    case TYPE_SUBJECT:
        if (shape == SHAPE_NAME)
            return bind_subject(binding, value, text, data);
        break;
    case TYPE_NEW: /* the object has it */
        if (shape == SHAPE_NAME || shape == SHAPE_SET)
            return true;
        break;
    case TYPE_APP:
    case TYPE_ENTRY:
        if (shape == SHAPE_NAME || shape == SHAPE_SET) {
            value_push(binding, data, value, DATUM_WORD, text)->atom = value_atom(value);
            return true;
        }
        break;
    case TYPE_NONE: break;
    }
    return bind_mismatch(binding, type, keyword, value);
}

/* Whether a bare name there may be a constant's. */
static bool may_be_let(enum type type)
{
    return type != TYPE_NEW && type != TYPE_APP && type != TYPE_RULE && type != TYPE_ENTRY &&
           type != TYPE_WORD && type != TYPE_SUBJECT && type != TYPE_VERB && type != TYPE_TITLE &&
           type != TYPE_ANY;
}

bool value_bind(const struct binding *binding, const struct operand_type *type, const char *keyword,
                const struct value *value, data_t *data)
{
    if (value->shape == SHAPE_BAD)
        return false;
    if (value->shape != SHAPE_NAME || !may_be_let((enum type)type->type))
        return bind_typed(binding, type, keyword, value, data);
    const struct value *constant = constant_find(binding, value_atom(value));
    if (!constant)
        return bind_typed(binding, type, keyword, value, data);
    struct binding inner = *binding;
    if (inner.depth++ == CONSTANT_DEPTH)
        return constant_wrong_chain(binding, value);
    const struct diagnostics *diagnostics = binding->binder->diagnostics;
    uint32_t first = data->count, findings = diagnostics->findings.count;
    bool fine = value_bind(&inner, type, keyword, constant, data);
    if (!fine && diagnostics->findings.count > findings)
        finding_relate(binding->binder->diagnostics, diagnostics->findings.items[findings],
                       binder_place(binding->binder, value), "used here, for `%s`", keyword);
    for (uint32_t i = first; i < data->count; i++)
        put_at(binding, &data->items[i], value); /* a finding is about the use */
    return fine;
}
