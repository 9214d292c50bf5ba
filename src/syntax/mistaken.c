/*
 * Words that are none: takes what the scanner could take for no word, says what is wrong with it,
 * and how much of it is to be passed over.
 */
#include <string.h>
#include <unistr.h>

#include "diagnostics/language.h"
#include "syntax/foreign.h"
#include "syntax/reader.h"
#include "syntax/text.h"

/* How often the rest of a line is given back, to be read once more. */
#define REREADINGS 16

static bool is_of_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

int reader_bad_word(struct reader *reader, const char *text, uint32_t length)
{
    if (reader_follows(reader, reader_place(reader, text, length)))
        return reader_bad(reader, text, length);
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), reader_place(reader, text, length),
               "'%.*s' is no word of the language", (int)(length > 60 ? 60 : length), text);
    finding_label(reader->diagnostics, finding, "%s", foreign_word(text, length));
    return reader_bad(reader, text, length);
}

bool reader_is_stray(struct reader *reader, const char *text, uint32_t length)
{
    if (!reader->stray || reader->fresh_line)
        return false;
    reader->place = reader_place(reader, text, length);
    reader->fault = reader->place.end;
    return true;
}

int reader_bad_set(struct reader *reader, const char *text, uint32_t length)
{
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(NAME_SET), reader_place(reader, text, length),
               "'%.*s' is no name set", (int)(length > 60 ? 60 : length), text);
    finding_label(reader->diagnostics, finding,
                  "a set is numbers and ranges in brackets, without spaces: [1-4,7]");
    return reader_bad(reader, text, length);
}

static bool is_within(const struct reader *reader, struct place place, const char *text)
{
    uint32_t at = reader_place(reader, text, 0).begin;
    return at >= place.begin && at < place.end;
}

uint32_t reader_set_length(struct reader *reader, const char *text, uint32_t length)
{
    const char *end = text + length;
    if (is_within(reader, reader->unclosed_sets, end))
        return length;
    end += strcspn(end, "]\r\n;{}\"");
    if (*end != ']') {
        reader->unclosed_sets =
            reader_place(reader, text + length, (uint32_t)(end - text) - length);
        return length;
    }
    for (end++; is_of_name(*end) || ((*end == '-' || *end == '.') && is_of_name(end[1])); end++)
        continue;
    return (uint32_t)(end - text);
}

uint32_t reader_comment_length(struct reader *reader, const char *text, uint32_t length)
{
    const char *end = text + 2;
    if (is_within(reader, reader->unclosed_comments, end))
        return 0;
    for (; *end && *end != '\n'; end++)
        if (end[0] == '*' && end[1] == '/') {
            uint32_t whole = (uint32_t)(end - text) + 2;
            return whole < length ? 0 : whole;
        }
    reader->unclosed_comments = reader_place(reader, text + 2, (uint32_t)(end - text) - 2);
    return 0;
}

/* Whether "::" stands in TEXT more than once. */
static bool is_doubly_short(const char *text, uint32_t length)
{
    const char *first = memmem(text, length, "::", 2);
    return first && memmem(first + 1, length - (size_t)(first + 1 - text), "::", 2);
}

int reader_bad_ipv6(struct reader *reader, const char *text, uint32_t length)
{
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), reader_place(reader, text, length),
               "'%.*s' is no IPv6 address", (int)(length > 60 ? 60 : length), text);
    finding_label(reader->diagnostics, finding, "%s",
                  text[0] == '['
                      ? "it is written without brackets, with a space before the ':' of the ports"
                  : memchr(text, '[', length)     ? "sets are of names and IPv4 addresses"
                  : is_doubly_short(text, length) ? "'::' stands once in an address"
                                                  : "a space goes before the ':' of the ports");
    return reader_bad(reader, text, length);
}

void reader_bad_text(struct reader *reader, const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length;) {
        unsigned char c = (unsigned char)text[i];
        int step = u8_mblen((const uint8_t *)text + i, length - i);
        if (c == '\r' && text[i + 1] != '\n') {
            reader_lone_return(reader, text + i, 1);
        } else if (step < 0 || (c < 0x20 && c != '\t' && c != '\r') || c == 0x7F) {
            if (step < 0 && reader->foreign_bytes)
                return;
            reader->foreign_bytes |= step < 0;
            struct finding *finding = report(
                reader->diagnostics, LANGUAGE_RULE(TEXT), reader_place(reader, text + i, 1),
                step < 0 ? "byte 0x%02X is not UTF-8" : "control character 0x%02X in the text", c);
            finding_label(reader->diagnostics, finding, "%s",
                          step < 0 ? "save the file as UTF-8"
                                   : "write it as an escape, such as \\n, or take it out");
            return;
        }
        i += (uint32_t)step;
    }
}

bool reader_conflict_marker(struct reader *reader, const char *text, uint32_t length)
{
    if (text[0] == '=' && reader->conflict) {
        reader->conflict = false;
        return true;
    }
    reader->conflict = text[0] == '<';
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), reader_place(reader, text, length),
               "a merge conflict is not resolved here");
    finding_label(reader->diagnostics, finding, "choose one side and take the marker lines out");
    return false;
}

/* Where text goes on that was broken at the line end AT: behind the next line's odd quote; else at
 * AT. Mistakes up to there come of that. */
static uint32_t broken_text_end(const struct reader *reader, const char *at)
{
    const char *line = at + strspn(at, "\r\n"), *end = line + strcspn(line, "\r\n"), *last = NULL;
    uint32_t quotes = 0;
    for (const char *c = line; c < end; c++)
        if (*c == '"') {
            last = c;
            quotes++;
        }
    return reader_place(reader, quotes % 2 ? last : at, 1).end;
}

uint32_t reader_unclosed_text(struct reader *reader, const char *text, uint32_t length)
{
    uint32_t kept = length > 1 && strchr(" \t;,{}", text[1]) ? 1 : length;
    bool unopened = text > reader->file->text && text_is_unopened(text, kept);
    if (unopened && !is_within(reader, reader->unclosed_texts, text)) {
        reader->unclosed_texts = reader_place(reader, text, length);
        reader->rereadings = 0;
    }
    unopened = unopened && reader->rereadings++ < REREADINGS;
    kept = unopened ? kept : length;
    while (kept > 1 && strchr(" \t\r;{}", text[kept - 1]))
        kept--;
    struct place place = reader_place(reader, text, kept);
    if (!reader_follows(reader, place)) {
        struct finding *finding =
            report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), place,
                   unopened ? "text is not opened: another '\"' is missing before this one"
                            : "text is not closed: expected '\"' before the end of the line");
        finding_label(reader->diagnostics, finding, unopened ? "it ends here" : "it begins here");
    }
    reader_bad_text(reader, text, kept);
    reader_lost(reader); /* what it swallowed, nobody knows */
    if (!unopened && kept == length)
        reader->fault = broken_text_end(reader, text + length);
    return kept;
}

bool reader_foreign_comment(struct reader *reader, const char *text, uint32_t length)
{
    if (!reader_at_start(reader) && !reader->fresh_line)
        return false;
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), reader_place(reader, text, length),
               "'%.2s' begins no comment here", text);
    finding_label(reader->diagnostics, finding, "a comment begins with '#' and ends with its line");
    return true;
}
