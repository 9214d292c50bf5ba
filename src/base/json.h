/*
 * JSON, written as it comes: no tree, no memory.
 *
 * Objects and arrays are opened and closed; an entry of one stands on a line of its own, indented
 * by two, or, in one that is flat and all that is inside it, behind the entry before it. KEY is the
 * literal name of an entry of an object, and NULL in an array. Texts are UTF-8.
 */
#ifndef OSNET_BASE_JSON_H
#define OSNET_BASE_JSON_H

#include <stdbool.h>

#include "base/writer.h"

#define JSON_DEPTH 12

/* Zeroed but for TO it is at the beginning of a document. */
struct json {
    struct writer *to;
    unsigned depth;
    struct {
        char closing;
        bool flat, filled;
    } levels[JSON_DEPTH]; /* [0] is around the document */
};

/* What stands before an entry that is the first or on a line of its own. */
void json_begin_entry(struct json *json);
/* LENGTH bytes of TEXT as they stand between quotes; and with them. */
void json_escape(struct json *json, const char *text, size_t length);
void json_quote(struct json *json, const char *text, size_t length);

/* The same, and KEY, of LENGTH bytes. */
void json_key(struct json *json, const char *key, size_t length);

/* What stands between the entry before and the next one. */
static inline void json_separate(struct json *json)
{
    if (json->levels[json->depth].flat && json->levels[json->depth].filled)
        writer_text(json->to, ", ");
    else
        json_begin_entry(json);
}

/* The beginning of an entry, whose value is written next. */
static inline void json_entry(struct json *json, const char *key)
{
    if (key)
        json_key(json, key, strlen(key)); /* of a literal the length is known to the compiler */
    else
        json_separate(json);
}

/* The same where the name may hold anything. */
void json_entry_named(struct json *json, const char *name);

/* OPENING is '{' or '['. json_begin() opens the value of an entry that was begun. */
void json_begin(struct json *json, char opening, bool flat);
void json_close(struct json *json);

static inline void json_open(struct json *json, const char *key, char opening, bool flat)
{
    json_entry(json, key);
    json_begin(json, opening, flat);
}

/* TEXT, or null where it is NULL. */
static inline void json_put_text(struct json *json, const char *key, const char *text)
{
    json_entry(json, key);
    if (text)
        json_quote(json, text, strlen(text));
    else
        writer_text(json->to, "null");
}

static inline void json_put_bool(struct json *json, const char *key, bool value)
{
    json_entry(json, key);
    if (value)
        writer_text(json->to, "true");
    else
        writer_text(json->to, "false");
}

static inline void json_put_number(struct json *json, const char *key, uint32_t number)
{
    json_entry(json, key);
    writer_number(json->to, number);
}

/* Lists of strings, and of the words of "LT-009 LT-010" (or NULL). */
void json_put_texts(struct json *json, const char *key, const char *const *texts, uint32_t count);
void json_put_words(struct json *json, const char *key, const char *words);

#endif
