/*
 * Text to addresses, networks, ports and dates; the way back is in model.h.
 */
#ifndef OSNET_MODEL_ADDRESS_H
#define OSNET_MODEL_ADDRESS_H

#include "model/model.h"

/* "10.20.1.11" (no leading zeros) or "2001:db8::7". */
/* A copy of TEXT with room for its address before it, as datum_address() finds it; and that text. */
struct address *address_before(struct arena *arena, const char *text, size_t length);
const char *address_behind(const struct address *address);
bool address_parse(const char *text, struct address *address);

/* "10.20.0.0/16" */
bool network_parse(const char *text, struct address *address, uint8_t *prefix);

/* Whether a network's address has bits behind its prefix (10.20.1.0/16). */
bool network_has_host_bits(const struct address *address, uint8_t prefix);

/* "8443", "8443/tcp", "8000-8002/udp". NULL, or what is wrong with it. */
const char *ports_parse(const char *text, struct ports *ports);

/* "2019-12-31" to 20191231. */
bool date_parse(const char *text, uint32_t *date);

#endif
