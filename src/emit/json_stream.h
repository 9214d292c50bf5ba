/*
 * JSON written entry by entry, so that a large report is never one tree in memory.
 *
 * Objects and arrays that hold many entries are opened and closed here; an entry is a Jansson
 * value, written on a line of its own. What fails for want of memory marks the stream.
 */
#ifndef OSNET_EMIT_JSON_STREAM_H
#define OSNET_EMIT_JSON_STREAM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define JSON_STREAM_DEPTH 8

struct json_stream {
    FILE *out;
    bool failed;
    unsigned depth;
    struct {
        char closing;
        bool filled;
    } levels[JSON_STREAM_DEPTH];
};

/* OPENING is '{' or '['. KEY is NULL in arrays and at the top. */
void json_stream_open(struct json_stream *stream, const char *key, char opening);
void json_stream_close(struct json_stream *stream);

/* Writes VALUE and drops the reference; NULL is a failure of memory. */
void json_stream_value(struct json_stream *stream, const char *key, json_t *value);

/* Keys with null instead of what is not there, and lists; new references, or NULL without memory.
 */
json_t *json_text(const char *text);
json_t *json_texts(const char *const *texts, uint32_t count);
/* "LT-009 LT-010" as a list. */
json_t *json_words(const char *words);

#endif
