/*
 * The keyword tables of the language reference, from the schema.
 */
#include <string.h>

#include "schema/schema.h"

static const char *type_word(const struct operand_type *type)
{
    switch ((enum type)type->type) {
    case TYPE_NONE: return "";
    case TYPE_NEW: return "NAME";
    case TYPE_TITLE: return "TITLE";
    case TYPE_PROSE:
    case TYPE_TEXT: return "TEXT";
    case TYPE_DNS: return "\"DNS name\"";
    case TYPE_PATTERN: return "\"DNS name or *.…\"";
    case TYPE_REFERENCE: return "";
    case TYPE_ADDRESSEE: return "*address*";
    case TYPE_END: return "*end*";
    case TYPE_ADDRESS: return "IP address";
    case TYPE_ADDRESS_OR_NETWORK: return "IP address or network";
    case TYPE_CIDR: return "network";
    case TYPE_NUMBER: return "number";
    case TYPE_PORT: return "port";
    case TYPE_PORT_OR_SERVICE: return "port or service";
    case TYPE_VERSION: return "version";
    case TYPE_DATE: return "date";
    case TYPE_SWITCH: return "`on`, `off`";
    case TYPE_CHOICE: return "";
    case TYPE_APP: return "APP";
    case TYPE_PATH: return "APP or \"/path\"";
    case TYPE_RULE: return "RULE";
    case TYPE_ENTRY: return "ENTRY";
    case TYPE_SUBJECT: return "PROPERTY";
    case TYPE_VERB: return "`is`, `has`, `at-least`, `below`";
    case TYPE_ANY: return "value";
    case TYPE_WORD: return "NAME";
    }
    return "";
}

static void put_operand(FILE *out, const struct operand_type *type, const char *before)
{
    const char *separator = "";
    if (type->type == TYPE_NONE)
        return;
    fprintf(out, "%s%s%s", before, type->optional ? "[" : "", type_word(type));
    for (int kind = 1; type->type == TYPE_REFERENCE && kind < KIND_COUNT; kind++)
        if (type->kinds & 1u << kind) {
            fprintf(out, "%s%s", separator, kind_name((enum kind)kind));
            separator = " or ";
        }
    for (const char *at = type->type == TYPE_CHOICE ? type->choices : ""; *at;
         at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        fprintf(out, "%s`%.*s`", separator, (int)length, at);
        separator = ", ";
        at += length;
    }
    if (type->list)
        fputs(" …", out);
    if (type->optional)
        fputc(']', out);
}

static void put_row(FILE *out, const struct keyword *row)
{
    static const char *const often[] = {
        [OFTEN_ANY] = "any number", [OFTEN_ONCE] = "once", [OFTEN_REQUIRED] = "required"};
    fprintf(out, "| `%s` |", row->name);
    for (int i = 0; i < SCHEMA_OPERANDS; i++)
        put_operand(out, &row->operands[i], " ");
    put_operand(out, &row->targets, row->targets.optional ? " -> " : " -> ");
    put_operand(out, &row->ports, " : ");
    fprintf(out, " | %s%s | %s%s | %s |\n", often[row->often], row->inherited ? ", inherited" : "",
            row->left_out   ? row->left_out
            : row->fallback ? row->fallback
                            : "",
            "", row->meaning);
}

static void put_block(FILE *out, enum kind kind)
{
    bool begun = false;
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        if (!(schema[i].where & 1u << kind))
            continue;
        if (!begun)
            fprintf(out,
                    "\n## %s%s%s\n\n| keyword | takes | how often | left out | meaning |\n| --- | "
                    "--- | --- | --- | --- |\n",
                    kind == KIND_TOP ? "" : "`",
                    kind == KIND_TOP ? "The top of a file" : kind_name(kind),
                    kind == KIND_TOP ? "" : "`");
        begun = true;
        put_row(out, &schema[i]);
    }
}

void schema_reference(FILE *out)
{
    fputs("# Keywords\n\n"
          "Block by block, which keywords may stand there. `…` is a list, with commas; what stands "
          "in brackets may be\n"
          "left out; *inherited* means that an inner block which leaves it out takes what the "
          "outer one (or the\n"
          "infrastructure) says. An *address* is an IP address, a DNS name in quotes, or the name "
          "of a thing that has one. An\n"
          "*end* is a thing, an actor, a network, an address, or a role (`front-end`, "
          "`lifetime.front-end`).\n"
          "This page is generated from the compiler's schema.\n",
          out);
    for (int kind = 0; kind < KIND_COUNT; kind++)
        put_block(out, (enum kind)kind);
}
