/*
 * Takes text, says whether it is a DNS name and gives its one spelling: ASCII, small letters, no
 * final dot.
 *
 * Every label is judged here before and after libidn2 turns it into ASCII: asked to keep to host
 * names itself, the library would drop what it does not like (web_01 becomes web01), and some
 * characters turn into dots or slashes.
 */
#include "model/dns.h"

#include <arpa/inet.h>
#include <idn2.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <unictype.h>
#include <unistr.h>

#include "base/vec.h"

#define LONGEST_LABEL 63
#define LONGEST_NAME 253

/* What is wrong: the end of a sentence, and the part of the name it is about (or NULL). No text, no
 * fault. */
struct fault {
    const char *text, *part;
    size_t length;
};

static struct fault plain(const char *text)
{
    return (struct fault){.text = text};
}

static struct fault about(const char *text, const char *part, size_t length)
{
    return (struct fault){text, part, length};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_label_character(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || is_digit(c) || c == '-' || c == '_';
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] > 0x7F)
            return false;
    return true;
}

/* Whether TEXT has nothing but characters of host names, dots and stars, and no address's look or
 * label of another script: what nearly all names are, and then there is little to judge. */
static bool is_plain(const char *text)
{
    bool letters = false;
    for (const char *at = text; *at; at++) {
        if (is_digit(*at) || *at == '.')
            continue;
        if (!is_label_character(*at) && *at != '*')
            return false;
        if ((*at | 0x20) == 'x' && strncasecmp(at, "xn--", 4) == 0)
            return false;
        letters = true;
    }
    return letters;
}

/* What people write where a name is asked for: addresses, and the rest of a URL. */
static struct fault foreign(const char *text)
{
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1)
        return plain("is an address; write it without quotes");
    if (strstr(text, "://"))
        return plain("has a scheme");
    size_t plainly = strspn(text, "0123456789.");
    if (plainly > 0 && text[plainly] == '/' && text[plainly + 1] != '\0' &&
        strspn(text + plainly + 1, "0123456789") == strlen(text + plainly + 1))
        return plain("is a network; write it without quotes");
    const char *colon = strchr(text, ':');
    if (colon && is_digit(colon[1])) {
        const char *behind = colon + 1 + strspn(colon + 1, "0123456789");
        if (strchr("/?#", *behind)) /* the final NUL too */
            return plain("has a port");
    }
    if (strchr(text, '/'))
        return plain("has a path");
    if (text[plainly] == '\0')
        return plain("has only digits and dots, as addresses do");
    return plain(NULL);
}

/* Characters that stand in no name, whatever their label. */
static struct fault unfit(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    if (u8_check(at, strlen(text)))
        return plain("is not UTF-8");
    ucs4_t character;
    while ((at = u8_next(&character, at))) {
        if (character == ' ')
            return plain("has a space");
        if (character == '\n' || character == '\r')
            return plain("has a line end");
        if (uc_is_property_white_space(character))
            return plain("has white space");
        if (uc_is_general_category_withtable(character, UC_CATEGORY_MASK_Cc))
            return plain("has a control character");
        if (character < 0x80 && character != '.' && character != '*' &&
            !is_label_character((char)character))
            return about("has the character", (const char *)at - 1, 1);
    }
    return plain(NULL);
}

/* Appends the ASCII form of the LENGTH bytes at LABEL, of a PLAIN name or another, to ASCII, of
 * which *USED are taken. */
static struct fault convert_label(const char *label, size_t length, bool plain_name, char *ascii,
                                  size_t *used)
{
    char spelt[LONGEST_NAME + 1], *converted = NULL;
    const char *source = label;
    size_t size = length;
    if (label[0] == '-' || label[length - 1] == '-')
        return about("has '-' at an end of the label", label, length);
    bool ace = !plain_name && length >= 4 && strncasecmp(label, "xn--", 4) == 0;
    if (!plain_name && (ace || !is_ascii(label, length))) {
        /* Not even a letter of four bytes makes so long a label fit. */
        if (length >= sizeof spelt)
            return about("has more than 63 characters in the label", label, length);
        memcpy(spelt, label, length);
        spelt[length] = '\0';
        int result = idn2_lookup_u8((const uint8_t *)spelt, (uint8_t **)&converted,
                                    IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
        if (result != IDN2_OK)
            return result == IDN2_TOO_BIG_LABEL
                       ? about("has more than 63 characters in the label", label, length)
                       : about("has a label that is no internationalised name:", label, length);
        source = converted;
        size = strlen(converted);
    }
    struct fault fault = plain(NULL);
    if (size > LONGEST_LABEL)
        fault = about("has more than 63 characters in the label", label, length);
    else if (*used + size > LONGEST_NAME)
        fault = plain("has more than 253 characters");
    for (size_t i = 0; i < size && !fault.text; i++) {
        char c = source[i];
        if (!plain_name && !is_label_character(c))
            fault = about("has a label that is no internationalised name:", label, length);
        else
            ascii[(*used)++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    idn2_free(converted);
    return fault;
}

/* A '*' stands for itself where it is the whole first label of several and WILDCARD allows it. */
static struct fault misplaced_star(const char *text, bool wildcard)
{
    const char *star = strrchr(text, '*');
    if (!star)
        return plain(NULL);
    if (!wildcard)
        return plain("has a '*'");
    if (star != text || text[1] != '.' || text[2] == '\0')
        return plain("has a '*' that is not its first label");
    return plain(NULL);
}

/* Writes the ASCII form of TEXT, ended by a NUL. */
static struct fault convert(const char *text, bool wildcard, char ascii[LONGEST_NAME + 1])
{
    if (!*text)
        return plain("is empty");
    bool plain_name = is_plain(text);
    struct fault fault = plain_name ? plain(NULL) : foreign(text);
    if (!fault.text && !plain_name)
        fault = unfit(text);
    if (!fault.text)
        fault = misplaced_star(text, wildcard);

    size_t used = 0;
    for (const char *label = text; !fault.text;) {
        size_t length = strcspn(label, ".");
        if (length == 0)
            return plain(label == text ? "starts with a dot" : "has two dots in a row");
        if (*label == '*')
            ascii[used++] = '*';
        else
            fault = convert_label(label, length, plain_name, ascii, &used);
        label += length;
        if (fault.text || *label == '\0' || label[1] == '\0')
            break;
        if (used == LONGEST_NAME)
            return plain("has more than 253 characters");
        ascii[used++] = '.';
        label++;
    }
    ascii[used] = '\0';
    return fault;
}

const char *dns_fault(struct arena *arena, const char *text, bool wildcard)
{
    char ascii[LONGEST_NAME + 1];
    struct fault fault = convert(text, wildcard, ascii);
    if (!fault.part)
        return fault.text;
    return arena_printf(arena, "%s '%.*s'", fault.text, (int)fault.length, fault.part);
}

const char *dns_ascii(struct arena *arena, const char *text)
{
    char ascii[LONGEST_NAME + 1];
    return convert(text, false, ascii).text ? NULL : arena_copy(arena, ascii, strlen(ascii));
}

static bool has_final_dot(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && name[length - 1] == '.';
}

bool dns_equal(const char *left, const char *right)
{
    char a[LONGEST_NAME + 1], b[LONGEST_NAME + 1];
    if (strcasecmp(left, right) == 0)
        return true;
    if (is_plain(left) && is_plain(right) && !has_final_dot(left) && !has_final_dot(right))
        return false; /* their ASCII forms are themselves in small letters */
    if (!convert(left, true, a).text && !convert(right, true, b).text)
        return strcmp(a, b) == 0;
    return strcasecmp(left, right) == 0;
}

bool dns_covers(const char *pattern, const char *name)
{
    char broad[LONGEST_NAME + 1], narrow[LONGEST_NAME + 1];
    if (convert(pattern, true, broad).text || convert(name, true, narrow).text)
        return dns_equal(pattern, name);
    if (strcmp(broad, narrow) == 0)
        return true;
    const char *rest = strchr(narrow, '.');
    return broad[0] == '*' && narrow[0] != '*' && rest && strcmp(broad + 1, rest) == 0;
}

bool dns_qualified(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot && dot[1] != '\0';
}

const char *dns_form(struct arena *arena, const char *name)
{
    char ascii[LONGEST_NAME + 1];
    bool fine = !convert(name, true, ascii).text;
    char *form = arena_copy(arena, fine ? ascii : name, strlen(fine ? ascii : name));
    size_t length = strlen(form);
    if (fine && length > 0 && form[length - 1] == '.')
        form[length - 1] = '\0';
    for (char *at = form; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return form;
}

/* So many names are compared one by one. */
#define FEW_NAMES 16

static atom_t form_atom(struct arena *arena, struct dns_names *list, const char *name)
{
    const char *form = dns_form(arena, name);
    return atom_intern(list->forms, form, strlen(form));
}

bool dns_add(struct arena *arena, struct dns_names *list, const char *name)
{
    if (!list->forms && list->count < FEW_NAMES) {
        for (uint32_t i = 0; i < list->count; i++)
            if (dns_equal(list->items[i], name))
                return false;
    } else {
        if (!list->forms) {
            list->forms = atoms_create(arena);
            for (uint32_t i = 0; i < list->count; i++)
                form_atom(arena, list, list->items[i]);
        }
        uint32_t known = atoms_count(list->forms);
        if (form_atom(arena, list, name) < known)
            return false;
    }
    vec_add(arena, list, name);
    return true;
}

uint32_t dns_find(struct arena *arena, const struct dns_names *list, const char *name)
{
    uint32_t place = 0;
    if (list->forms) { /* atoms are numbered from 1 on */
        const char *form = dns_form(arena, name);
        atom_t atom = atom_find(list->forms, form, strlen(form));
        return atom ? atom - 1 : list->count;
    }
    while (place < list->count && !dns_equal(list->items[place], name))
        place++;
    return place;
}
