#include "base/nearest.h"

#include <ctype.h>
#include <string.h>

/* Longer words are compared by their beginnings only; names of this length are rare and mistyped
 * rarer. */
#define LONGEST 64
/* The shortest word that may be the beginning of what was meant. */
#define BEGINNING 3

struct nearest nearest_to(const char *word)
{
    size_t length = strlen(word);
    uint32_t limit = length < 3 ? 1 : (uint32_t)(length / 3);
    return (struct nearest){.word = word, .candidate = NULL, .distance = limit + 1, .tied = false};
}

static int letter(char c)
{
    return tolower((unsigned char)c);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
static uint32_t distance(const char *a, size_t n, const char *b, size_t m)
{
    uint32_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (uint32_t)j;
    for (size_t i = 1; i <= n; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= m; j++) {
            bool same = letter(a[i - 1]) == letter(b[j - 1]);
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + !same);
            if (i > 1 && j > 1 && letter(a[i - 1]) == letter(b[j - 2]) &&
                letter(a[i - 2]) == letter(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
    size_t n = strlen(nearest->word), m = strlen(candidate);
    if (n > LONGEST || m > LONGEST || m == 0)
        return;
    bool begins = n >= BEGINNING && n < m && strncasecmp(nearest->word, candidate, n) == 0;
    if (begins && !nearest->candidate) {
        nearest->candidate = candidate;
        nearest->begun = true;
    } else if (begins && nearest->begun && strcmp(nearest->candidate, candidate) != 0) {
        nearest->tied = true;
    }
    if ((n > m ? n - m : m - n) > nearest->distance) /* that many edits it takes at least */
        return;
    uint32_t edits = distance(nearest->word, n, candidate, m);
    if (edits < nearest->distance) {
        nearest->distance = edits;
        nearest->begun = false;
        nearest->candidate = candidate;
        nearest->tied = false;
    } else if (nearest->candidate && !nearest->begun && edits == nearest->distance &&
               strcmp(nearest->candidate, candidate) != 0) {
        nearest->tied = true;
    }
}
