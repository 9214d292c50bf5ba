/*
 * Changes a text word by word instead of byte by byte, so that most of what comes out still parses:
 * words and statements are dropped, doubled, moved, exchanged. Every second change is libFuzzer's
 * own.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

struct stretch {
    size_t begin, end;
};

static bool is_mark(uint8_t c)
{
    return strchr(";{},:", c) && c;
}

static bool is_white(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The word at or behind AT: a mark, a quoted text, or what stands between those. */
static struct stretch word_at(const uint8_t *data, size_t size, size_t at)
{
    while (at > 0 && at < size && !is_mark(data[at]) && !is_white(data[at - 1]) &&
           !is_mark(data[at - 1]))
        at--;
    while (at < size && is_white(data[at]))
        at++;
    size_t end = at < size ? at + 1 : at;
    if (at < size && !is_mark(data[at]))
        while (end < size && !is_white(data[end]) && !is_mark(data[end]))
            end++;
    return (struct stretch){at, end};
}

/* The statement around AT, a block with all that it holds. */
static struct stretch statement_at(const uint8_t *data, size_t size, size_t at)
{
    size_t begin = at, end = at;
    while (begin > 0 && data[begin - 1] != ';' && data[begin - 1] != '{' && data[begin - 1] != '}')
        begin--;
    for (int depth = 0; end < size; end++) {
        depth += (data[end] == '{') - (data[end] == '}');
        if ((depth <= 0 && data[end] == '}') || (depth == 0 && data[end] == ';')) {
            end++;
            break;
        }
    }
    return (struct stretch){begin, end};
}

static struct stretch pick(const uint8_t *data, size_t size, bool statement)
{
    size_t at = (size_t)rand() % size;
    return statement ? statement_at(data, size, at) : word_at(data, size, at);
}

/* Puts LENGTH bytes of PIECE in place of the stretch TO. */
static size_t splice(uint8_t *data, size_t size, size_t max_size, struct stretch to,
                     const uint8_t *piece, size_t length)
{
    size_t new_size = size - (to.end - to.begin) + length;
    if (new_size > max_size)
        return size;
    memmove(data + to.begin + length, data + to.end, size - to.end);
    memcpy(data + to.begin, piece, length);
    return new_size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    srand(seed);
    if (size == 0 || rand() % 2)
        return LLVMFuzzerMutate(data, size, max_size);
    for (int changes = 1 + rand() % 3; changes > 0 && size > 0; changes--) {
        bool statement = rand() % 2;
        struct stretch from = pick(data, size, statement), to = pick(data, size, statement);
        if (rand() % 3)
            to.end = to.begin; /* between, not instead */
        size_t length = rand() % 5 ? from.end - from.begin : 0;
        uint8_t *piece = malloc(length + 1);
        if (!piece)
            return size;
        memcpy(piece, data + from.begin, length);
        piece[length] = ' ';
        size = splice(data, size, max_size, to, piece, length ? length + 1 : 0);
        free(piece);
    }
    return size;
}
