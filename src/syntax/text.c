#include <string.h>
#include <unistr.h>

#include "base/nameset.h"
#include "syntax/text.h"

/* Stand-ins for escaped brackets while a set is told from text; no text holds control characters.
 */
#define ESCAPED_OPEN '\x01'
#define ESCAPED_CLOSE '\x02'

struct decoding {
    struct arena *arena;
    char *out;
    size_t length, capacity;
};

static void put(struct decoding *decoding, const char *bytes, size_t count)
{
    if (decoding->length + count + 1 > decoding->capacity) {
        size_t wanted = (decoding->length + count + 1) * 2;
        decoding->out = arena_grow(decoding->arena, decoding->out, decoding->capacity, wanted);
        decoding->capacity = wanted;
    }
    if (count > 0)
        memcpy(decoding->out + decoding->length, bytes, count);
    decoding->length += count;
    decoding->out[decoding->length] = 0;
}

static bool fail(struct text_fault *fault, size_t begin, size_t end, const char *message,
                 const char *help)
{
    *fault = (struct text_fault){(uint32_t)begin, (uint32_t)end, message, help, NULL};
    return false;
}

#define ESCAPES "the escapes are \\\" \\\\ \\[ \\] \\$ \\n \\t \\u{…}"

#define NO_CHARACTER "this is the code point of no character that text may hold"

/* Control characters, and what XML has no place for. */
static bool is_no_character(ucs4_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF;
}

/* Whether C begins the bytes of some that are none: U+0080 to U+009F, U+FFFE and U+FFFF. */
static bool may_be_none(char c)
{
    return c == '\xC2' || c == '\xEF';
}

/* \u{…} at RAW + AT (on the backslash). */
static bool put_code_point(struct decoding *decoding, const char *raw, size_t length, size_t *at,
                           struct text_fault *fault)
{
    ucs4_t code = 0;
    size_t i = *at + 2, digits = 0;
    if (i < length && raw[i] == '{')
        for (i++; i < length && digits < 7 && strchr("0123456789abcdefABCDEF", raw[i]);
             i++, digits++)
            code = code * 16 + (ucs4_t)(raw[i] <= '9' ? raw[i] - '0' : (raw[i] | 0x20) - 'a' + 10);
    if (digits == 0 || i >= length || raw[i] != '}')
        return fail(fault, *at, i < length ? i + 1 : length, "the escape \\u is not whole",
                    "write the code point in hexadecimal digits: \\u{E9}");
    uint8_t bytes[6];
    int count = is_no_character(code) ? -1 : u8_uctomb(bytes, code, sizeof bytes);
    if (count < 0)
        return fail(fault, *at, i + 1, NO_CHARACTER,
                    "text holds Unicode characters, without control characters");
    put(decoding, (const char *)bytes, (size_t)count);
    *at = i + 1;
    return true;
}

/* The character at RAW + AT, of several bytes. */
static bool put_character(struct decoding *decoding, const char *raw, size_t length, size_t *at,
                          struct text_fault *fault)
{
    ucs4_t code;
    int size = u8_mbtouc(&code, (const uint8_t *)raw + *at, length - *at);
    if (is_no_character(code))
        return fail(fault, *at, *at + (size_t)size, NO_CHARACTER, "take it out");
    put(decoding, raw + *at, (size_t)size);
    *at += (size_t)size;
    return true;
}

static bool put_escape(struct decoding *decoding, const char *raw, size_t length, size_t *at,
                       bool brackets, struct text_fault *fault)
{
    char c = *at + 1 < length ? raw[*at + 1] : 0;
    if (c == 'u')
        return put_code_point(decoding, raw, length, at, fault);
    char meant = c == 'n'                    ? '\n'
                 : c == 't'                  ? '\t'
                 : c == '[' && brackets      ? ESCAPED_OPEN
                 : c == ']' && brackets      ? ESCAPED_CLOSE
                 : c && strchr("\"\\[]$", c) ? c
                                             : 0;
    if (!meant)
        return fail(fault, *at, *at + 2,
                    arena_printf(decoding->arena, "'\\%c' is no escape", c ? c : ' '), ESCAPES);
    put(decoding, &meant, 1);
    *at += 2;
    return true;
}

/* A constant's value is text: brackets in it make no set. */
static void put_value(struct decoding *decoding, const char *value, bool brackets)
{
    size_t length = strlen(value);
    put(decoding, value, length);
    char *copied = decoding->out + decoding->length - length;
    for (size_t i = 0; brackets && i < length; i++)
        copied[i] = copied[i] == '[' ? ESCAPED_OPEN : copied[i] == ']' ? ESCAPED_CLOSE : copied[i];
}

static bool put_let(struct decoding *decoding, const char *raw, size_t length, size_t *at,
                    bool brackets, text_lookup *lookup, void *context, struct text_fault *fault)
{
    const char *close = memchr(raw + *at, '}', length - *at);
    if (*at + 1 >= length || raw[*at + 1] != '{' || !close)
        return fail(fault, *at, *at + 1, "'$' begins ${name} here",
                    "write \\$ for the character itself");
    size_t begin = *at + 2, size = (size_t)(close - raw) - begin;
    const char *value = lookup(context, raw + begin, size);
    if (!value) {
        fail(fault, *at, begin + size + 1,
             arena_printf(decoding->arena, "no `let` declares '%.*s'", (int)size, raw + begin),
             NULL);
        fault->name = arena_copy(decoding->arena, raw + begin, size);
        return false;
    }
    if (decoding->length + strlen(value) > TEXT_LIMIT)
        return fail(fault, *at, begin + size + 1,
                    arena_printf(decoding->arena, "with '%.*s' put in, this text is too long",
                                 (int)size, raw + begin),
                    arena_printf(decoding->arena, "text with constants in it has at most %u bytes",
                                 TEXT_LIMIT));
    put_value(decoding, value, brackets);
    *at = begin + size + 1;
    return true;
}

/* Decodes RAW; with BRACKETS escaped brackets become stand-ins. */
static const char *decode(struct arena *arena, const char *raw, size_t length, bool brackets,
                          text_lookup *lookup, void *context, struct text_fault *fault)
{
    struct decoding decoding = {.arena = arena};
    put(&decoding, "", 0);
    for (size_t at = 0; at < length;) {
        bool fine = true;
        if (raw[at] == '\\')
            fine = put_escape(&decoding, raw, length, &at, brackets, fault);
        else if (raw[at] == '$' && lookup)
            fine = put_let(&decoding, raw, length, &at, brackets, lookup, context, fault);
        else if (may_be_none(raw[at]))
            fine = put_character(&decoding, raw, length, &at, fault);
        else
            put(&decoding, raw + at++, 1);
        if (!fine)
            return NULL;
    }
    return decoding.out;
}

/* Whether RAW stands for itself. */
static bool is_plain(const char *raw, size_t length, bool prose)
{
    for (size_t i = 0; i < length; i++)
        if (raw[i] == '\\' || may_be_none(raw[i]) || (!prose && (raw[i] == '$' || raw[i] == '[')))
            return false;
    return true;
}

const char *text_decode(struct arena *arena, const char *raw, size_t length, text_lookup *lookup,
                        void *context, struct text_fault *fault)
{
    if (is_plain(raw, length, lookup == NULL))
        return arena_copy(arena, raw, length);
    return decode(arena, raw, length, false, lookup, context, fault);
}

/* RAW with each escape and each ${…} made harmless to set reading: same length, same brackets. */
static char *brackets_only(struct arena *arena, const char *raw, size_t length)
{
    char *copy = arena_copy(arena, raw, length);
    for (size_t i = 0; i + 1 < length; i++)
        if (copy[i] == '\\')
            copy[i] = copy[i + 1] = 'x', i++;
    return copy;
}

uint32_t text_count(struct arena *arena, const char *raw, size_t length, struct text_fault *fault)
{
    if (!memchr(raw, '[', length))
        return 1;
    const char *what;
    uint32_t count = nameset_count(arena, brackets_only(arena, raw, length), length, &what);
    if (count == 0)
        fail(fault, 0, length, arena_printf(arena, "in the set, %s", what),
             "write \\[ for the character itself");
    return count;
}

const char *text_member(struct arena *arena, const char *raw, size_t length, uint32_t i,
                        text_lookup *lookup, void *context, struct text_fault *fault)
{
    if (is_plain(raw, length, lookup == NULL))
        return arena_copy(arena, raw, length);
    const char *text = decode(arena, raw, length, true, lookup, context, fault);
    if (!text)
        return NULL;
    char *member = arena_copy(arena, text, strlen(text));
    if (memchr(raw, '[', length)) {
        const char *made = nameset_member(arena, text, strlen(text), i);
        member = arena_copy(arena, made, strlen(made));
    }
    for (char *c = member; *c; c++)
        *c = *c == ESCAPED_OPEN ? '[' : *c == ESCAPED_CLOSE ? ']' : *c;
    return member;
}

bool text_any_name(const char *raw, size_t length,
                   bool (*visit)(void *context, const char *name, size_t length), void *context)
{
    for (size_t at = 0; at + 2 < length; at++) {
        if (raw[at] == '\\') {
            at++;
        } else if (raw[at] == '$' && raw[at + 1] == '{') {
            const char *close = memchr(raw + at, '}', length - at);
            if (close && visit(context, raw + at + 2, (size_t)(close - raw) - at - 2))
                return true;
        }
    }
    return false;
}

bool text_is_unopened(const char *quote, size_t length)
{
    return length == 1 && quote[0] == '"' && !strchr(" \t\r\n;{}:,\"", quote[-1]);
}
