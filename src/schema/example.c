/*
 * A statement as an example of how its keyword is used, from its row: for messages about one that
 * is written otherwise.
 */
#include <string.h>

#include "base/arena.h"
#include "schema/schema.h"

static const char *reference(struct arena *arena, kinds_t kinds)
{
    for (int kind = 1; kind < KIND_COUNT; kind++)
        if (kinds & 1u << kind)
            return arena_printf(arena, "some-%s", kind_name((enum kind)kind));
    return "some-name";
}

static const char *operand(struct arena *arena, const struct operand_type *type, bool target)
{
    switch ((enum type)type->type) {
    case TYPE_NONE:
    case TYPE_TITLE: return NULL;
    case TYPE_NEW:
    case TYPE_WORD: return "some-name";
    case TYPE_PROSE:
    case TYPE_TEXT: return "\"some text\"";
    case TYPE_DNS:
    case TYPE_ADDRESSEE: return "\"www.acme.example\"";
    case TYPE_PATTERN: return "\"*.acme.example\"";
    case TYPE_REFERENCE: return reference(arena, type->kinds);
    case TYPE_END: return target ? "some-server" : "internet";
    case TYPE_ADDRESS:
    case TYPE_ADDRESS_OR_NETWORK: return "10.20.1.11";
    case TYPE_CIDR: return "10.20.0.0/16";
    case TYPE_NUMBER: return "1";
    case TYPE_PORT:
    case TYPE_PORT_OR_SERVICE: return "8443/tcp";
    case TYPE_VERSION: return "11.25.0";
    case TYPE_DATE: return "2019-12-31";
    case TYPE_SWITCH: return "on";
    case TYPE_CHOICE: return arena_copy(arena, type->choices, strcspn(type->choices, " "));
    case TYPE_APP:
    case TYPE_PATH: return "SomeApp";
    case TYPE_RULE: return "some-rule";
    case TYPE_ENTRY: return "LT-009";
    case TYPE_SUBJECT: return "apps";
    case TYPE_VERB: return "has";
    case TYPE_ANY: return "some-value";
    }
    return NULL;
}

const char *schema_example(struct arena *arena, const struct keyword *row)
{
    const char *text = row->name, *next;
    for (int i = 0; i < SCHEMA_OPERANDS; i++)
        if ((next = operand(arena, &row->operands[i], false)) != NULL)
            text = arena_printf(arena, "%s %s", text, next);
    if ((next = operand(arena, &row->targets, true)) != NULL)
        text = arena_printf(arena, "%s -> %s", text, next);
    if ((next = operand(arena, &row->ports, true)) != NULL)
        text = arena_printf(arena, "%s : %s", text, next);
    bool block = row->makes != KIND_TOP && row->targets.type == TYPE_NONE &&
                 row->makes != KIND_LET && row->makes != KIND_CERTIFICATE;
    return arena_printf(arena, block ? "%s { … }" : "%s;", text);
}
