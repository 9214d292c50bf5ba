/*
 * Takes keys and Jansson values one after the other, gives one indented JSON document.
 */
#include "emit/json_stream.h"

#include <string.h>

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
    json_t *text = json_string(key);
    if (!text || json_dumpf(text, stream->out, JSON_ENCODE_ANY) != 0)
        stream->failed = true;
    json_decref(text);
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
    if (!value || json_dumpf(value, stream->out, JSON_ENCODE_ANY) != 0)
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
