/*
 * Bytes to glyphs, with libunistring's tables of widths and categories.
 */
#include "diagnostics/visible.h"

#include <stdbool.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

/* Whether CHARACTER steers a terminal or hides in a line instead of being seen there. */
static bool is_unseen(ucs4_t character)
{
    return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                           UC_CATEGORY_MASK_Zl |
                                                           UC_CATEGORY_MASK_Zp);
}

static void escape(struct glyph *glyph, const char *format, unsigned code)
{
    int length = snprintf(glyph->text, sizeof glyph->text, format, code);
    glyph->length = glyph->cells = (uint8_t)length;
}

struct glyph glyph_at(const char *text, size_t size)
{
    struct glyph glyph = {.length = 1, .cells = 1, .bytes = 1};
    unsigned char first = (unsigned char)*text;
    if (first >= ' ' && first < 0x7F) {
        glyph.text[0] = (char)first;
        return glyph;
    }
    ucs4_t character;
    int bytes = u8_mbtoucr(&character, (const uint8_t *)text, size);
    if (bytes < 1) {
        escape(&glyph, "\\x%02x", first);
        return glyph;
    }
    glyph.bytes = (uint8_t)bytes;
    int cells = uc_width(character, "UTF-8");
    if (character == '\n' || character == '\t' || character == '\r') {
        const char *name = character == '\n' ? "\\n" : character == '\t' ? "\\t" : "\\r";
        memcpy(glyph.text, name, 2);
        glyph.length = glyph.cells = 2;
    } else if (cells < 0 || is_unseen(character)) {
        escape(&glyph, "\\u{%x}", (unsigned)character);
    } else {
        memcpy(glyph.text, text, glyph.bytes);
        glyph.length = glyph.bytes;
        glyph.cells = (uint8_t)cells;
    }
    return glyph;
}

void print_visible(FILE *out, const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        struct glyph glyph = glyph_at(text, left);
        fwrite(glyph.text, 1, glyph.length, out);
        text += glyph.bytes;
        left -= glyph.bytes;
    }
}

void json_visible(struct json *json, const char *text)
{
    size_t size = strlen(text), good = 0;
    const uint8_t *bytes = (const uint8_t *)text;
    writer_char(json->to, '"');
    for (size_t at = 0; at < size;) {
        ucs4_t character;
        int length = u8_mbtoucr(&character, bytes + at, size - at);
        if (length > 0) {
            at += (size_t)length;
            continue;
        }
        json_escape(json, text + good, at - good);
        writer_text(json->to, "\xef\xbf\xbd");
        at += (size_t)u8_mbtouc(&character, bytes + at, size - at);
        good = at;
    }
    json_escape(json, text + good, size - good);
    writer_char(json->to, '"');
}
