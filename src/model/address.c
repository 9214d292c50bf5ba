/*
 * Addresses, networks, ports, versions and dates: text to value and back.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "model/address.h"

struct address *address_before(struct arena *arena, const char *text, size_t length)
{
    /* An address is bytes: it may lie among the texts. */
    char *memory = arena_text(arena, sizeof(struct address) + length);
    memcpy(memory + sizeof(struct address), text, length);
    return (struct address *)memory;
}

const char *address_behind(const struct address *address)
{
    return (const char *)(address + 1);
}

bool address_parse(const char *text, struct address *address)
{
    memset(address, 0, sizeof *address);
    address->family = strchr(text, ':') ? 6 : 4;
    return inet_pton(address->family == 4 ? AF_INET : AF_INET6, text, address->bytes) == 1;
}

bool network_parse(const char *text, struct address *address, uint8_t *prefix)
{
    char host[INET6_ADDRSTRLEN + 1];
    const char *slash = strchr(text, '/');
    if (!slash || (size_t)(slash - text) >= sizeof host || strlen(slash + 1) > 3)
        return false;
    memcpy(host, text, (size_t)(slash - text));
    host[slash - text] = 0;
    char *end;
    unsigned long bits = strtoul(slash + 1, &end, 10);
    if (!address_parse(host, address) || *end || end == slash + 1 ||
        bits > (address->family == 4 ? 32 : 128))
        return false;
    *prefix = (uint8_t)bits;
    return true;
}

bool network_has_host_bits(const struct address *address, uint8_t prefix)
{
    for (uint32_t bit = prefix; bit < (address->family == 4 ? 32u : 128u); bit++)
        if (address->bytes[bit / 8] & 0x80 >> bit % 8)
            return true;
    return false;
}

const char *address_text(struct arena *arena, const struct address *address)
{
    char text[INET6_ADDRSTRLEN], *end = text;
    if (address->family != 4) {
        inet_ntop(AF_INET6, address->bytes, text, sizeof text);
        return arena_copy(arena, text, strlen(text));
    }
    for (int i = 0; i < 4; i++) { /* every server has one, and inet_ntop() asks printf() */
        unsigned byte = address->bytes[i];
        if (i > 0)
            *end++ = '.';
        if (byte >= 100)
            *end++ = (char)('0' + byte / 100);
        if (byte >= 10)
            *end++ = (char)('0' + byte / 10 % 10);
        *end++ = (char)('0' + byte % 10);
    }
    return arena_copy(arena, text, (size_t)(end - text));
}

bool address_equal(const struct address *left, const struct address *right)
{
    return left->family == right->family &&
           memcmp(left->bytes, right->bytes, sizeof left->bytes) == 0;
}

bool address_within(const struct address *address, const struct datum *network)
{
    if (network->type == DATUM_ADDRESS)
        return address_equal(address, datum_address(network));
    if (network->type != DATUM_NETWORK || address->family != datum_address(network)->family)
        return false;
    for (uint32_t bit = 0; bit < datum_prefix(network); bit++)
        if ((address->bytes[bit / 8] ^ datum_address(network)->bytes[bit / 8]) & 0x80 >> bit % 8)
            return false;
    return true;
}

const char *ports_text(struct arena *arena, const struct ports *ports)
{
    const char *protocol = ports->protocol == IPPROTO_UDP ? "udp" : "tcp";
    if (ports->any)
        return "any";
    if (ports->first == ports->last)
        return arena_printf(arena, "%u/%s", ports->first, protocol);
    return arena_printf(arena, "%u-%u/%s", ports->first, ports->last, protocol);
}

/* Digits at *AT as a port number into *PORT. */
static bool port_number(const char **at, uint16_t *port)
{
    char *end;
    unsigned long number = strtoul(*at, &end, 10);
    bool fine = end != *at && end - *at <= 5 && number >= 1 && number <= 65535;
    *port = (uint16_t)number;
    *at = end;
    return fine;
}

const char *ports_parse(const char *text, struct ports *ports)
{
    *ports = (struct ports){.protocol = IPPROTO_TCP};
    if (!port_number(&text, &ports->first))
        return "a port is a number from 1 to 65535";
    ports->last = ports->first;
    if (*text == '-') {
        text++;
        if (!port_number(&text, &ports->last))
            return "a port is a number from 1 to 65535";
    }
    if (ports->last < ports->first)
        return "a range of ports goes up";
    if (strcmp(text, "/udp") == 0)
        ports->protocol = IPPROTO_UDP;
    else if (*text && strcmp(text, "/tcp") != 0)
        return "the protocol of a port is tcp or udp";
    return NULL;
}

int version_compare(const char *left, const char *right)
{
    while (*left || *right) {
        char *left_end, *right_end;
        unsigned long a = strtoul(left, &left_end, 10), b = strtoul(right, &right_end, 10);
        if (a != b)
            return a < b ? -1 : 1;
        left = *left_end == '.' ? left_end + 1 : left_end;
        right = *right_end == '.' ? right_end + 1 : right_end;
        if (left == left_end && right == right_end)
            break;
    }
    return 0;
}

bool date_parse(const char *text, uint32_t *date)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    uint32_t year = (uint32_t)strtoul(text, NULL, 10),
             month = (uint32_t)strtoul(text + 5, NULL, 10),
             day = (uint32_t)strtoul(text + 8, NULL, 10);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12 || day < 1 ||
        day > days[month - 1] + (uint32_t)(month == 2 && leap))
        return false;
    *date = year * 10000 + month * 100 + day;
    return true;
}
