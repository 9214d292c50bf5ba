/*
 * Takes keys and Jansson values one after the other, gives one indented JSON document.
 */
#include "emit/json_stream.h"

#include <string.h>

/* ---- Values as text: what json_dumpf() writes, without its search for circles, which is most of its time ---- */

static void put_string(FILE *out, const char *text, size_t length)
{
    static const char escaped[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    putc_unlocked('"', out);
    for (size_t plain = 0, i = 0; i <= length; i++) {
        unsigned char c = i < length ? (unsigned char)text[i] : 0;
        if (c >= ' ' && c != '"' && c != '\\')
            continue;
        fwrite_unlocked(text + plain, 1, i - plain, out);
        plain = i + 1;
        const char *known = c ? strchr(escaped, c) : NULL;
        if (known)
            fprintf(out, "\\%c", letters[known - escaped]);
        else if (i < length)
            fprintf(out, "\\u%04X", c);
    }
    putc_unlocked('"', out);
}

static void put_value(FILE *out, json_t *value)
{
    const char *key, *separator = "";
    json_t *item;
    size_t i;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        putc_unlocked('{', out);
        json_object_foreach (value, key, item) {
            fputs_unlocked(separator, out);
            put_string(out, key, strlen(key));
            fputs_unlocked(": ", out);
            put_value(out, item);
            separator = ", ";
        }
        putc_unlocked('}', out);
        break;
    case JSON_ARRAY:
        putc_unlocked('[', out);
        json_array_foreach (value, i, item) {
            fputs_unlocked(separator, out);
            put_value(out, item);
            separator = ", ";
        }
        putc_unlocked(']', out);
        break;
    case JSON_STRING: put_string(out, json_string_value(value), json_string_length(value)); break;
    case JSON_INTEGER: fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value)); break;
    case JSON_REAL: fprintf(out, "%.17g", json_real_value(value)); break;
    case JSON_TRUE: fputs_unlocked("true", out); break;
    case JSON_FALSE: fputs_unlocked("false", out); break;
    case JSON_NULL: fputs_unlocked("null", out); break;
    }
}

/* ---- Entries ---- */

/* The separator, the indentation and KEY of the next entry. */
static void begin_entry(struct json_stream *stream, const char *key)
{
    if (stream->depth == 0)
        return;
    bool *filled = &stream->levels[stream->depth - 1].filled;
    fprintf(stream->out, "%s\n%*s", *filled ? "," : "", (int)(2 * stream->depth), "");
    *filled = true;
    if (!key)
        return;
    put_string(stream->out, key, strlen(key));
    fputs(": ", stream->out);
}

void json_stream_open(struct json_stream *stream, const char *key, char opening)
{
    begin_entry(stream, key);
    fputc(opening, stream->out);
    stream->levels[stream->depth].closing = opening == '{' ? '}' : ']';
    stream->levels[stream->depth].filled = false;
    stream->depth++;
}

void json_stream_close(struct json_stream *stream)
{
    stream->depth--;
    if (stream->levels[stream->depth].filled)
        fprintf(stream->out, "\n%*s", (int)(2 * stream->depth), "");
    fputc(stream->levels[stream->depth].closing, stream->out);
    if (stream->depth == 0)
        fputc('\n', stream->out);
}

void json_stream_value(struct json_stream *stream, const char *key, json_t *value)
{
    begin_entry(stream, key);
    if (value)
        put_value(stream->out, value);
    else
        stream->failed = true;
    json_decref(value);
}

json_t *json_text(const char *text)
{
    return text ? json_string(text) : json_null();
}

/* LIST with VALUE at its end; drops both and gives NULL without memory. */
static json_t *appended(json_t *list, json_t *value)
{
    if (!list || json_array_append_new(list, value) != 0) {
        json_decref(list);
        return NULL;
    }
    return list;
}

json_t *json_texts(const char *const *texts, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count && list; i++)
        list = appended(list, json_string(texts[i]));
    return list;
}

json_t *json_words(const char *words)
{
    json_t *list = json_array();
    for (const char *word = words ? words : ""; *word && list;) {
        size_t length = strcspn(word, " ,");
        if (length)
            list = appended(list, json_stringn(word, length));
        word += length + (word[length] != '\0');
    }
    return list;
}
