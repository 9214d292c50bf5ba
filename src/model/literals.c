/*
 * Literals: from digits, dots and slashes to addresses, networks, ports, numbers and dates.
 */
#include <stdlib.h>
#include <string.h>

#include "base/nameset.h"
#include "diagnostics/language.h"
#include "model/address.h"
#include "model/bind.h"

/* The text RAW as an address behind DATA. */
static bool literal_address(const struct binding *binding, const struct value *value,
                            const char *raw, size_t length, data_t *data)
{
    struct arena *arena = binding->binder->arena;
    struct address *address = address_before(arena, raw, length);
    const char *text = address_behind(address);
    if (!address_parse(text, address))
        return value_wrong(binding, value, LANGUAGE_RULE(VALUE),
                           arena_printf(arena, "'%s' is no IP address", text),
                           "an IPv4 address is four numbers from 0 to 255, without leading zeros");
    if (address->family != 4) { /* an IPv4 address has one spelling only */
        const char *canonical = address_text(arena, address);
        struct address *again = address_before(arena, canonical, strlen(canonical));
        *again = *address;
        text = address_behind(again);
    }
    value_push(binding, data, value, DATUM_ADDRESS, text);
    return true;
}

bool literal_addresses(const struct binding *binding, const struct operand_type *type,
                       const struct value *value, data_t *data)
{
    struct binder *binder = binding->binder;
    size_t length;
    const char *raw = value_raw(binder, value, &length), *fault;
    if (value->shape != SHAPE_DOTTED_SET)
        return literal_address(binding, value, raw, length, data);
    uint32_t first, end, count = nameset_count(binder->arena, raw, length, &fault);
    if (count == 0)
        return value_wrong(binding, value, LANGUAGE_RULE(NAME_SET),
                           arena_printf(binder->arena, "'%.*s' is no set of addresses: %s",
                                        (int)length, raw, fault),
                           NULL);
    if (!value_members(binding, type, value, count, &first, &end))
        return false;
    for (uint32_t i = first; i < end; i++) {
        const char *member = nameset_member(binder->arena, raw, length, i);
        if (!literal_address(binding, value, member, strlen(member), data))
            return false;
    }
    return true;
}

/* The outside party that has this address or network only: things of flows have a key and a name.
 */
static object_t literal_party(struct binder *binder, const struct datum *datum)
{
    struct model *model = binder->model;
    atom_t name = atom_intern(model->atoms, datum->text, strlen(datum->text));
    while (binder->parties.count <= name)
        vec_add(binder->arena, &binder->parties, 0);
    if (binder->parties.items[name])
        return binder->parties.items[name];
    object_t party = binder_object(binder, 0, KIND_ENDPOINT, STATEMENT_NONE, name);
    binder->parties.items[name] = party;
    struct datum *address = arena_new(binder->arena, struct datum);
    *address = *datum;
    address->list = 0;
    struct object *object = &model->objects.items[party];
    object->place = object->head = datum_place(datum);
    object->fields = model->fields.count;
    object->field_count = 1;
    model->stated[KEYWORD_ADDRESS] = true;
    object->stated = keyword_bit(KEYWORD_ADDRESS);
    vec_add(binder->arena, &model->fields,
            ((struct field){.items = address,
                            .count = 1,
                            .keyword = KEYWORD_ADDRESS,
                            .lists = 1,
                            .place = datum_place(datum)}));
    return party;
}

void literal_ends(const struct binding *binding, data_t *data, uint32_t first)
{
    if (model_object(binding->binder->model, binding->object)->kind != KIND_FLOW)
        return;
    for (uint32_t i = first; i < data->count; i++) {
        object_t party = literal_party(binding->binder, &data->items[i]);
        data->items[i].type = DATUM_OBJECT;
        data->items[i].object = party;
    }
}

bool literal_network(const struct binding *binding, const struct value *value, data_t *data)
{
    struct binder *binder = binding->binder;
    size_t length;
    const char *raw = value_raw(binder, value, &length), *message = NULL;
    struct address *address = address_before(binder->arena, raw, length);
    const char *text = address_behind(address);
    uint8_t prefix;
    if (!network_parse(text, address, &prefix))
        message = arena_printf(binder->arena, "'%s' is no network", text);
    else if (network_has_host_bits(address, prefix))
        message = arena_printf(binder->arena, "'%s' has address bits behind its prefix", text);
    if (!message) {
        value_push(binding, data, value, DATUM_NETWORK, text)->detail = prefix;
        return true;
    }
    return value_wrong(binding, value, LANGUAGE_RULE(VALUE), message,
                       "a network is its first address and a prefix: 10.20.0.0/16");
}

bool literal_ports(const struct binding *binding, const struct value *value, const char *text,
                   data_t *data)
{
    struct ports ports;
    const char *fault = ports_parse(text, &ports);
    if (!fault) {
        struct datum *datum = value_push(binding, data, value, DATUM_PORTS,
                                         ports_text(binding->binder->arena, &ports));
        datum->first = ports.first;
        datum->last = ports.last;
        datum->detail = ports.protocol;
        return true;
    }
    return value_wrong(binding, value, LANGUAGE_RULE(VALUE),
                       arena_printf(binding->binder->arena, "'%s' is no port: %s", text, fault),
                       "a port is written 8443/tcp, a range 8000-8002/tcp");
}

bool literal_number(const struct binding *binding, const struct value *value, const char *text,
                    data_t *data)
{
    if (strlen(text) > 9)
        return value_wrong(binding, value, LANGUAGE_RULE(VALUE), "this number is too large", NULL);
    value_push(binding, data, value, DATUM_NUMBER, text)->number =
        (uint32_t)strtoul(text, NULL, 10);
    return true;
}

bool literal_date(const struct binding *binding, const struct value *value, const char *text,
                  data_t *data)
{
    uint32_t date;
    if (!date_parse(text, &date))
        return value_wrong(
            binding, value, LANGUAGE_RULE(VALUE),
            arena_printf(binding->binder->arena, "'%s' is no date of the calendar", text),
            "a date is year-month-day: 2019-12-31");
    value_push(binding, data, value, DATUM_DATE, text)->number = date;
    return true;
}
