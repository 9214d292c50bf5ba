/*
 * Takes the scanner's words and marks, and what the parser makes of them; gives the tape.
 */
#include <string.h>

#include "osnet.tab.h"

#include "diagnostics/language.h"
#include "schema/schema.h"
#include "syntax/foreign.h"
#include "syntax/reader.h"
#include "syntax/text.h"

static int take(struct reader *reader, int token)
{
    reader->before = reader->last;
    reader->last = token;
    reader->fresh_line = reader->stray = false;
    return token;
}

bool reader_at_start(const struct reader *reader)
{
    return reader->last == TOKEN_END || reader->last == TOKEN_SEMICOLON ||
           reader->last == TOKEN_OPEN || reader->last == TOKEN_CLOSE;
}

static enum part part_after(int token)
{
    return token == TOKEN_COMMA   ? PART_MORE
           : token == TOKEN_ARROW ? PART_TARGET
           : token == TOKEN_COLON ? PART_PORT
                                  : PART_OPERAND;
}

/* Puts a word on the tape. A keyword is what opens a statement, and a word of the schema that opens
 * a line behind an operand: there a ';' was forgotten, and the parser says so at the right place.
 */
static int put(struct reader *reader, struct place place, enum shape shape, atom_t atom)
{
    reader->place = place;
    if (reader_is_full(reader, place))
        return TOKEN_END;
    uint32_t length = place.end - place.begin;
    uint32_t most = shape == SHAPE_TEXT ? QUOTED_LIMIT : WORD_LIMIT;
    if (length > most && shape != SHAPE_BAD) { /* no message or path could hold it */
        report(reader->diagnostics, LANGUAGE_RULE(LIMIT), (struct place){place.begin, place.begin},
               "%u bytes in one word; at most %u are read", length, most);
        shape = SHAPE_BAD;
    }
    reader->tape->marred |= shape == SHAPE_BAD;
    bool named = shape >= SHAPE_NAME && shape <= SHAPE_SET;
    bool start = reader_at_start(reader) && (shape == SHAPE_NAME || shape == SHAPE_BAD);
    bool unended = reader->last == TOKEN_VALUE && reader->fresh_line && shape == SHAPE_NAME &&
                   atom < reader->keywords;
    vec_add(reader->arena, &reader->tape->values,
            ((struct value){.begin = place.begin,
                            .what = named                 ? atom
                                    : length < VALUE_MOST ? length
                                                          : VALUE_MOST,
                            .shape = shape,
                            .part = start || unended ? PART_KEYWORD : part_after(reader->last)}));
    return take(reader, start || unended ? TOKEN_KEYWORD : TOKEN_VALUE);
}

int reader_mark(struct reader *reader, const char *text, uint32_t length, int token)
{
    reader->place = reader_place(reader, text, length);
    return take(reader, token);
}

void reader_line(struct reader *reader)
{
    reader->fresh_line = true;
}

void reader_lone_return(struct reader *reader, const char *text, uint32_t length)
{
    reader_line(reader);
    if (reader->lone_return)
        return;
    reader->lone_return = true;
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(TEXT), reader_place(reader, text, length),
               "a CR without LF ends no line");
    finding_label(reader->diagnostics, finding, "save the file with LF or CRLF line ends");
}

int reader_bad(struct reader *reader, const char *text, uint32_t length)
{
    return put(reader, reader_place(reader, text, length), SHAPE_BAD, 0);
}

int reader_name(struct reader *reader, const char *text, uint32_t length)
{
    return put(reader, reader_place(reader, text, length), SHAPE_NAME,
               atom_intern(reader->atoms, text, length));
}

int reader_word(struct reader *reader, const char *text, uint32_t length, enum shape shape)
{
    bool named = shape == SHAPE_PATH || shape == SHAPE_SET;
    return put(reader, reader_place(reader, text, length), shape,
               named ? atom_intern(reader->atoms, text, length) : 0);
}

/* Whether no line ends between two places, whichever comes first. */
static bool same_line(const struct reader *reader, uint32_t one, uint32_t other)
{
    uint32_t begin = one < other ? one : other, end = one < other ? other : one;
    const char *text = reader->file->text;
    return !memchr(text + (begin - reader->file->base), '\n', end - begin);
}

bool reader_follows(struct reader *reader, struct place place)
{
    uint32_t fault = reader->fault;
    reader->fault = place.end;
    return fault && same_line(reader, fault, place.begin);
}

/* The blocks' side: statements on the tape. */

static struct statement *statement_at(const struct reader *reader, uint32_t index)
{
    return &reader->tape->statements.items[index];
}

static uint32_t innermost(const struct reader *reader)
{
    for (uint32_t i = reader->depth; i > 0; i--)
        if (reader->blocks[i - 1] != STATEMENT_NONE)
            return reader->blocks[i - 1];
    return STATEMENT_NONE;
}

/* Looks on to OFFSET, behind all that were asked for: where its line begins, and with how much white
 * space. Lines may be long, and full of blocks. */
static void look_on(struct reader *reader, uint32_t offset)
{
    struct line *line = &reader->line;
    const char *text = reader->file->text;
    uint32_t known = line->at - reader->file->base, at = offset - reader->file->base;
    if (at <= known)
        return;
    const char *end = memrchr(text + known, '\n', at - known);
    if (end) {
        line->begin = reader->file->base + (uint32_t)(end + 1 - text);
        line->indentation = (uint32_t)strspn(end + 1, " \t");
    }
    line->at = offset;
}

static void forget(struct reader *reader)
{
    reader->statement = STATEMENT_NONE;
    reader->recovering = false;
}

void reader_begin(struct reader *reader)
{
    uint32_t value = reader->tape->values.count - 1;
    reader->statement = reader->tape->statements.count;
    reader->recovering = false;
    const struct value *keyword = &reader->tape->values.items[value];
    vec_add(reader->arena, &reader->tape->statements,
            ((struct statement){.first = value,
                                .count = 1,
                                .next = reader->statement + 1,
                                .end = value_place(reader->atoms, keyword).end,
                                .catalogue = reader->file->catalogue,
                                .broken = keyword->shape == SHAPE_BAD}));
    vec_add(reader->arena, &reader->tape->parents, innermost(reader));
}

/* The head of the statement in hand is over, its words end before the tape's index AHEAD. */
static struct statement *finish_head(struct reader *reader, uint32_t ahead)
{
    struct statement *statement = statement_at(reader, reader->statement);
    if (!statement->broken || statement->count == 1)
        statement->count = ahead - statement->first;
    return statement;
}

void reader_end(struct reader *reader)
{
    finish_head(reader, reader->tape->values.count)->end = reader->place.end;
    forget(reader);
}

/* A text that its line ended: perhaps it holds what is missing behind it. */
static bool is_unclosed_text(const struct reader *reader, const struct value *value)
{
    const char *text = reader->file->text + (value->begin - reader->file->base);
    uint32_t length = value_length(reader->atoms, value);
    return value->shape == SHAPE_BAD && text[0] == '"' && (length == 1 || text[length - 1] != '"');
}

/* The row of a word that is a keyword of the schema, or KEYWORD_COUNT. */
static enum keyword_id row_of(const struct reader *reader, const struct value *value)
{
    return value_atom(value) && value_atom(value) < reader->keywords
               ? schema_find_anywhere(atom_text(reader->atoms, value_atom(value)))
               : KEYWORD_COUNT;
}

/* Whether the keyword at the tape's index AHEAD stands in the block that STATEMENT does not open,
 * and not where it is. */
static bool opens_block(const struct reader *reader, const struct statement *statement,
                        uint32_t ahead)
{
    const struct value *values = reader->tape->values.items;
    enum keyword_id row = row_of(reader, &values[statement->first]);
    uint32_t block = innermost(reader);
    enum keyword_id around = block == STATEMENT_NONE
                                 ? KEYWORD_COUNT
                                 : row_of(reader, &values[statement_at(reader, block)->first]);
    if (row == KEYWORD_COUNT || schema[row].makes == KIND_TOP ||
        row_of(reader, &values[ahead]) == KEYWORD_COUNT)
        return false;
    const char *next = atom_text(reader->atoms, value_atom(&values[ahead]));
    enum kind outside = around == KEYWORD_COUNT ? KIND_TOP : (enum kind)schema[around].makes;
    return schema_find(next, (enum kind)schema[row].makes) != KEYWORD_COUNT &&
           schema_find(next, outside) == KEYWORD_COUNT;
}

void reader_unended(struct reader *reader, int token)
{
    uint32_t ahead = reader->tape->values.count - (token == TOKEN_KEYWORD || token == TOKEN_VALUE);
    struct statement *statement = finish_head(reader, ahead);
    const struct value *last = &reader->tape->values.items[statement->first + statement->count - 1];
    statement->end = value_place(reader->atoms, last).end;
    bool unclosed = token == TOKEN_END &&
                    (reader->depth > 0 || reader->tape->full); /* is reported itself, once */
    struct place behind = {statement->end, statement->end};
    bool told = statement->broken || unclosed || is_unclosed_text(reader, last);
    if (!told && !reader_follows(reader, behind)) {
        bool block = token == TOKEN_KEYWORD && opens_block(reader, statement, ahead);
        const char *missing = block ? "{" : ";";
        struct finding *finding = report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), behind,
                                         "expected '%s' before %s", missing,
                                         token == TOKEN_CLOSE ? "'}'"
                                         : token == TOKEN_END ? "the end of the file"
                                                              : "the next statement");
        reader->unopened |= token == TOKEN_KEYWORD;
        finding_label(reader->diagnostics, finding, "%s",
                      block ? "what follows stands in its block" : "a statement ends with ';'");
        finding_fix(reader->diagnostics, finding, behind, "%s%s", block ? " " : "", missing);
    }
    if (!told && statement->count == 1)
        statement->broken = true; /* what is to be behind its keyword is missing, too */
    forget(reader);
}

static void enter(struct reader *reader, uint32_t block, uint32_t begin)
{
    reader->blocks[reader->depth] = block;
    reader->starts[reader->depth] = begin;
    reader->lines[reader->depth] = reader->line;
    reader->depth++;
}

void reader_open(struct reader *reader)
{
    struct statement *statement = finish_head(reader, reader->tape->values.count);
    uint32_t begin = reader->tape->values.items[statement->first].begin;
    statement->block = true;
    look_on(reader, begin);
    if (reader->depth > 0 && reader->unclosed.end == 0) {
        uint32_t outer = reader->starts[reader->depth - 1];
        const struct line *line = &reader->lines[reader->depth - 1];
        if (line->begin != reader->line.begin && reader->line.indentation <= line->indentation)
            reader->unclosed =
                (struct place){outer, outer + reader_word_length(reader->file->text +
                                                                 (outer - reader->file->base))};
    }
    enter(reader, reader->statement, begin);
    forget(reader);
}

void reader_anonymous(struct reader *reader)
{
    struct place brace = reader->place;
    reader_is_full(reader, brace);
    reader->tape->marred = true;
    struct value *keyword = vec_push(reader->arena, &reader->tape->values);
    *keyword = (struct value){.begin = brace.begin,
                              .what = brace.end - brace.begin,
                              .shape = SHAPE_BAD,
                              .part = PART_KEYWORD};
    reader_begin(reader);
    reader_open(reader);
}

/* The file's braces do not say where its statements stand. */
static void unbalanced(struct reader *reader)
{
    const struct source_file *file = reader->file;
    struct tape *tape = reader->tape;
    uint32_t count = tape->unbalanced.count;
    if (count == 0 || tape->unbalanced.items[count - 1].begin != file->base)
        vec_add(reader->arena, &tape->unbalanced,
                ((struct place){file->base, file->base + file->size}));
}

bool reader_has_enough(struct reader *reader)
{
    if (reader->depth <= NESTING_LIMIT)
        return reader->tape->full;
    uint32_t begin = reader->starts[reader->depth - 1];
    report(reader->diagnostics, LANGUAGE_RULE(LIMIT), (struct place){begin, begin + 1},
           "blocks are nested more than %d deep; the rest of the file is not read", NESTING_LIMIT);
    unbalanced(reader);
    return true;
}

void reader_close(struct reader *reader, uint32_t end)
{
    uint32_t block = reader->blocks[--reader->depth];
    struct statement *statement = statement_at(reader, block);
    statement->next = reader->tape->statements.count;
    statement->end = end;
    const struct line *line = &reader->lines[reader->depth];
    look_on(reader, end);
    if (reader->overclosed.end == 0 && reader->last == TOKEN_CLOSE &&
        line->begin != reader->line.begin && end - 1 - reader->line.begin != line->indentation) {
        reader->overclosed = (struct place){end - 1, end};
        reader->overclosed_told = reader->fault && same_line(reader, reader->fault, end - 1);
    }
    forget(reader);
}

void reader_broken(struct reader *reader)
{
    struct statement *statement = statement_at(reader, reader->statement);
    uint32_t count = reader->error_value - statement->first;
    statement->broken = true;
    statement->count = count ? count : 1;
}

void reader_lost(struct reader *reader)
{
    uint32_t block = innermost(reader);
    if (block == STATEMENT_NONE)
        reader->tape->incomplete = true;
    else
        statement_at(reader, block)->incomplete = true;
}

/* Whether a statement without a block holds a keyword that only stands in its block: there the {
 * was forgotten, and binding says so. What is behind it up to the next } went astray. */
static bool is_unopened(struct reader *reader)
{
    struct tape *tape = reader->tape;
    uint32_t looked = reader->looked;
    reader->looked = tape->statements.count;
    for (uint32_t s = tape->statements.count; s-- > looked;) {
        const struct statement *it = &tape->statements.items[s];
        const struct value *values = tape->values.items + it->first;
        if (values->begin < reader->file->base)
            break;
        enum keyword_id row = it->block ? KEYWORD_COUNT : row_of(reader, values);
        for (uint32_t i = 1; i < it->count && row != KEYWORD_COUNT; i++)
            if (values[i].part == PART_OPERAND && schema[row].makes != KIND_TOP &&
                row_of(reader, &values[i]) != KEYWORD_COUNT &&
                schema_find(atom_text(reader->atoms, value_atom(&values[i])),
                            (enum kind)schema[row].makes) != KEYWORD_COUNT) {
                const char *rest = reader->file->text + (it->end - reader->file->base);
                vec_add(reader->arena, &tape->astray,
                        ((struct place){it->end, it->end + (uint32_t)strcspn(rest, "}")}));
                reader->astray = true;
                return true;
            }
    }
    return reader->astray;
}

void reader_stray_close(struct reader *reader)
{
    struct place brace = reader->place;
    unbalanced(reader);
    bool unopened = reader->unopened || is_unopened(reader);
    reader->unopened = false;
    reader->stray = true;
    if (reader_follows(reader, brace) || reader->overclosed_told || unopened)
        return;
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), brace, "'}' closes no block");
    finding_label(reader->diagnostics, finding, "every block is closed already");
    if (reader->overclosed.end && reader->overclosed.begin != brace.begin)
        finding_relate(reader->diagnostics, finding, reader->overclosed,
                       "perhaps this '}' closes more than was meant");
}

void reader_nothing_to_end(struct reader *reader)
{
    struct place semicolon = reader->place;
    if (!reader->recovering && !reader_follows(reader, semicolon)) {
        struct finding *finding = report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), semicolon,
                                         "';' ends no statement here");
        finding_label(reader->diagnostics, finding, "a block ends with '}' alone");
        finding_fix(reader->diagnostics, finding, semicolon, "%s", "");
    }
    forget(reader);
}

static void report_unclosed(struct reader *reader, struct place end)
{
    uint32_t block = reader->blocks[reader->depth - 1];
    struct place head =
        value_place(reader->atoms, &reader->tape->values.items[statement_at(reader, block)->first]);
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), head,
               "this block is not closed: expected '}' before the end of the file");
    finding_label(reader->diagnostics, finding, "it begins here");
    finding_relate(reader->diagnostics, finding, end, "the file ends here");
    if (reader->unclosed.end && reader->unclosed.begin != head.begin)
        finding_relate(reader->diagnostics, finding, reader->unclosed,
                       "perhaps this block was to be closed before the next one begins");
    unbalanced(reader);
}

/* "front-end, controller;": a list whose keyword is missing. That its first word is none is told by
 * binding. */
static bool is_unknown_list(const struct reader *reader)
{
    if (reader->last != TOKEN_COMMA || reader->before != TOKEN_KEYWORD)
        return false;
    const struct statement *statement = statement_at(reader, reader->statement);
    return value_atom(&reader->tape->values.items[statement->first]) >= reader->keywords;
}

void reader_unexpected(struct reader *reader, const char *found, bool at_end,
                       const struct expectation *may)
{
    struct place place = reader->place;
    bool word = reader->last == TOKEN_VALUE || reader->last == TOKEN_KEYWORD;
    reader->error_value = reader->tape->values.count - word;
    reader->recovering = true;
    if (reader->tape->full)
        return;
    if (at_end && may->close && reader->depth > 0) {
        report_unclosed(reader, place);
        return;
    }
    if (reader_follows(reader, place) || is_unknown_list(reader))
        return;
    bool at_statement = reader->statement == STATEMENT_NONE;
    const char *expected = at_statement ? "a keyword"
                           : may->end && may->value && reader->before == TOKEN_KEYWORD
                               ? "a value or ';'"
                           : may->end   ? "';'"
                           : may->value ? "a value"
                                        : "a keyword";
    uint32_t length = word ? place.end - place.begin : (uint32_t)strlen(found);
    const char *text = word ? reader->file->text + (place.begin - reader->file->base) : found;
    const char *quote = at_end || text[0] == '"' ? "" : "'";
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), place, "expected %s before %s%.*s%s",
               expected, quote, (int)(length > 60 ? 60 : length), text, quote);
    if (reader->last == TOKEN_COLON && may->end)
        finding_label(reader->diagnostics, finding,
                      "one ':' stands before the ports, '->' between two ends");
    else if (reader->last == TOKEN_VALUE && may->end)
        finding_label(reader->diagnostics, finding, "several values are separated by commas");
    else if (reader->last == TOKEN_VALUE && at_statement)
        finding_label(reader->diagnostics, finding, "a statement begins with a keyword");
}
