/*
 * Takes keys and values one after the other, gives JSON.
 */
#include "base/json.h"

static inline bool is_plain(unsigned char c)
{
    return c >= ' ' && c != '"' && c != '\\';
}

static void escape(struct writer *to, unsigned char c)
{
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    static const char digits[] = "0123456789ABCDEF";
    const char *known = c ? strchr(escaped, c) : NULL;
    writer_char(to, '\\');
    if (known) {
        writer_char(to, letters[known - escaped]);
        return;
    }
    writer_text(to, "u00");
    writer_char(to, digits[c >> 4]);
    writer_char(to, digits[c & 15]);
}

/* Whether eight BYTES are plain (UTF-8's upper bytes may be taken for others: then they are looked
 * at). */
static bool are_all_plain(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quotes = bytes ^ ones * '"', slashes = bytes ^ ones * '\\';
    return (((bytes - ones * ' ') | (quotes - ones) | (slashes - ones)) & ones * 0x80) == 0;
}

static bool are_plain(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return are_all_plain(bytes);
}

void json_escape(struct json *json, const char *text, size_t length)
{
    size_t done = 0;
    for (size_t i = 0; i < length; i++) {
        while (length - i >= 8 && are_plain(text + i))
            i += 8;
        if (length - i < 8 && length >= 8 && are_plain(text + length - 8))
            break;
        if (i == length || is_plain((unsigned char)text[i]))
            continue;
        writer_put(json->to, text + done, i - done);
        escape(json->to, (unsigned char)text[i]);
        done = i + 1;
    }
    writer_put(json->to, text + done, length - done);
}

/* Copies LENGTH bytes of TEXT while they are plain; whether all are. Pieces overlap at the end. */
static bool copy_plain(char *to, const char *text, size_t length)
{
    bool plain = true;
    if (length < 4) {
        for (size_t i = 0; i < length; i++) {
            to[i] = text[i];
            plain &= is_plain((unsigned char)text[i]);
        }
        return plain;
    }
    if (length < 8) {
        uint32_t first, last;
        memcpy(&first, text, 4);
        memcpy(&last, text + length - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + length - 4, &last, 4);
        return are_all_plain(first | (uint64_t)last << 32);
    }
    for (size_t i = 0; i < length && plain; i += 8) {
        size_t at = i + 8 <= length ? i : length - 8;
        memcpy(to + at, text + at, 8);
        plain = are_plain(text + at);
    }
    return plain;
}

void json_quote(struct json *json, const char *text, size_t length)
{
    struct writer *to = json->to;
    if (length < to->room && length + 2 <= to->room - to->used) {
        char *at = to->bytes + to->used;
        if (copy_plain(at + 1, text, length)) {
            at[0] = at[length + 1] = '"';
            to->used += length + 2;
            return;
        }
    }
    writer_char(to, '"');
    json_escape(json, text, length);
    writer_char(to, '"');
}

void json_key(struct json *json, const char *key, size_t length)
{
    struct writer *to = json->to;
    bool follows = json->levels[json->depth].flat && json->levels[json->depth].filled;
    if (follows && to->room - to->used >= length + strlen(", \"\": ")) {
        char *at = to->bytes + to->used;
        memcpy(at, ", \"", 3);
        memcpy(at + 3, key, length);
        memcpy(at + 3 + length, "\": ", 3);
        to->used += length + 6;
        return;
    }
    json_separate(json);
    writer_char(to, '"');
    writer_put(to, key, length);
    writer_text(to, "\": ");
}

static void new_line(struct json *json)
{
    static const char indentation[2 * JSON_DEPTH + 1] = "                        ";
    writer_char(json->to, '\n');
    writer_put(json->to, indentation, 2 * (size_t)json->depth);
}

void json_begin_entry(struct json *json)
{
    bool filled = json->levels[json->depth].filled;
    if (json->depth == 0)
        return;
    json->levels[json->depth].filled = true;
    if (json->levels[json->depth].flat)
        return;
    if (filled)
        writer_char(json->to, ',');
    new_line(json);
}

void json_entry_named(struct json *json, const char *name)
{
    json_separate(json);
    json_quote(json, name, strlen(name));
    writer_text(json->to, ": ");
}

void json_begin(struct json *json, char opening, bool flat)
{
    bool inside_flat = json->levels[json->depth].flat;
    writer_char(json->to, opening);
    json->depth++;
    json->levels[json->depth].closing = opening == '{' ? '}' : ']';
    json->levels[json->depth].flat = flat || inside_flat;
    json->levels[json->depth].filled = false;
}

void json_close(struct json *json)
{
    char closing = json->levels[json->depth].closing;
    bool on_lines = json->levels[json->depth].filled && !json->levels[json->depth].flat;
    json->depth--;
    if (on_lines)
        new_line(json);
    writer_char(json->to, closing);
}

void json_put_texts(struct json *json, const char *key, const char *const *texts, uint32_t count)
{
    json_open(json, key, '[', false);
    for (uint32_t i = 0; i < count; i++)
        json_put_text(json, NULL, texts[i]);
    json_close(json);
}

void json_put_words(struct json *json, const char *key, const char *words)
{
    json_open(json, key, '[', false);
    for (const char *word = words ? words : ""; *word;) {
        size_t length = strcspn(word, " ,");
        if (length) {
            json_separate(json);
            json_quote(json, word, length);
        }
        word += length + (word[length] != '\0');
    }
    json_close(json);
}
