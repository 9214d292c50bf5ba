/*
 * Servers as openings see them: takes flows, gives of each server those that lead to it and from
 * it, and the ports it listens on for them, those of openings that stay on it too; and of each
 * environment those that concern it.
 */
#include <string.h>

#include "plan/derive.h"

void derive_servers(struct plan *plan)
{
    for (object_t object = 1; object < plan->model->objects.count; object++)
        if (model_object(plan->model, object)->kind == KIND_SERVER)
            vec_push(plan->arena, &plan->servers)->object = object;
}

/* Where each server is in plan->servers, + 1; 0 for what is no server. */
static uint32_t *number_servers(struct plan *plan)
{
    uint32_t *numbers = arena_array(plan->arena, uint32_t, plan->model->objects.count);
    for (uint32_t s = 0; s < plan->servers.count; s++)
        numbers[plan->servers.items[s].object] = s + 1;
    return numbers;
}

/* The ends of FLOW on one side. */
static struct group side(const struct plan_flow *flow, bool inbound)
{
    return inbound ? flow->destinations : flow->sources;
}

/* Gives each server its part of one list of all flows on one side, ascending. */
static void derive_side(struct plan *plan, const uint32_t *numbers, bool inbound)
{
    uint32_t servers = plan->servers.count;
    uint32_t *ends =
        arena_array(plan->arena, uint32_t, servers + 2); /* [n]: of the server before n */
    for (uint32_t f = 0; f < plan->flows.count; f++) {
        struct group group = side(&plan->flows.items[f], inbound);
        for (uint32_t i = 0; i < group.count; i++)
            ends[numbers[group.items[i]] + 1]++;
    }
    ends[1] = 0; /* what is no server */
    for (uint32_t n = 2; n < servers + 2; n++)
        ends[n] += ends[n - 1];
    uint32_t *flows = arena_array(plan->arena, uint32_t, ends[servers + 1]);
    for (uint32_t f = 0; f < plan->flows.count; f++) {
        struct group group = side(&plan->flows.items[f], inbound);
        for (uint32_t i = 0; i < group.count; i++) {
            uint32_t number = numbers[group.items[i]];
            if (number)
                flows[ends[number]++] = f;
        }
    }
    /* filled, each ends where the next one began */
    for (uint32_t n = 1, begin = 0; n <= servers; begin = ends[n++])
        plan->servers.items[n - 1].sides[inbound] =
            (struct plan_side){flows + begin, ends[n] - begin};
}

static int compare_ports(const struct plan_flow *a, const struct plan_flow *b)
{
    if (a->port == b->port)
        return 0;
    uint16_t one = a->port->choices[0].first, other = b->port->choices[0].first;
    return one != other ? (one < other ? -1 : 1) : strcmp(a->port->text, b->port->text);
}

/* The ports of the flows that lead to SERVER, ascending. */
static void derive_listens(struct plan *plan, struct plan_server *server)
{
    struct plan_side inbound = server->sides[true];
    const struct plan_flow **flows =
        arena_array(plan->arena, const struct plan_flow *, inbound.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < inbound.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[inbound.flows[i]];
        uint32_t at = count;
        while (at > 0 && compare_ports(flow, flows[at - 1]) < 0)
            at--;
        if (flow->port->unspecified || (at > 0 && compare_ports(flow, flows[at - 1]) == 0))
            continue;
        memmove(flows + at + 1, flows + at, sizeof *flows * (count++ - at));
        flows[at] = flow;
    }
    server->listens = arena_array(plan->arena, const char *, count);
    server->listen_count = count;
    for (uint32_t i = 0; i < count; i++)
        server->listens[i] = flows[i]->port->text;
}

static bool sides_equal(struct plan_side left, struct plan_side right)
{
    return left.count == right.count &&
           (left.count == 0 ||
            memcmp(left.flows, right.flows, sizeof *left.flows * left.count) == 0);
}

void derive_listening(struct plan *plan)
{
    const uint32_t *numbers = number_servers(plan);
    derive_side(plan, numbers, false);
    derive_side(plan, numbers, true);
    for (uint32_t s = 0; s < plan->servers.count; s++) {
        struct plan_server *server = &plan->servers.items[s], *before = server - 1;
        if (s && sides_equal(server->sides[true], before->sides[true])) {
            server->listens = before->listens; /* the next of a farm */
            server->listen_count = before->listen_count;
        } else {
            derive_listens(plan, server);
        }
    }
}

/* Counts in ENDS, by environment, the flow F of which it is true that it concerns it; with FLOWS,
 * notes it there. STAMPS: by environment, the last flow that was noted, + 1. */
static void note_concerned(const struct plan *plan, uint32_t f, uint32_t *stamps, uint32_t *ends,
                           uint32_t *flows)
{
    const struct plan_flow *flow = &plan->flows.items[f];
    const struct group groups[] = {
        {&flow->environment, flow->environment != 0}, flow->sources, flow->destinations};
    object_t last = 0;
    for (uint32_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (uint32_t i = 0; i < groups[g].count; i++) {
            object_t home = model_object(plan->model, groups[g].items[i])->environment;
            if (home == 0 || home == last) /* mostly of one and the same */
                continue;
            last = home;
            uint32_t e = (uint32_t)(plan_environment(plan, home) - plan->environments.items);
            if (stamps[e] == f + 1)
                continue;
            stamps[e] = f + 1;
            if (flows)
                flows[ends[e]] = f;
            ends[e]++;
        }
}

static struct plan_side *all_concerns(const struct plan *plan)
{
    uint32_t count = plan->environments.count, total = 0;
    struct plan_side *all = arena_array(plan->arena, struct plan_side, count + 1);
    uint32_t *ends = arena_array(plan->arena, uint32_t, count + 1);
    uint32_t *stamps = arena_array(plan->arena, uint32_t, count + 1);
    for (uint32_t f = 0; f < plan->flows.count; f++)
        note_concerned(plan, f, stamps, ends, NULL);
    for (uint32_t e = 0; e < count; e++) {
        all[e].count = ends[e];
        ends[e] = total;
        total += all[e].count;
    }
    uint32_t *flows = arena_array(plan->arena, uint32_t, total + 1);
    memset(stamps, 0, sizeof *stamps * count);
    for (uint32_t e = 0; e < count; e++)
        all[e].flows = flows + ends[e];
    for (uint32_t f = 0; f < plan->flows.count; f++)
        note_concerned(plan, f, stamps, ends, flows);
    return all;
}

struct plan_side plan_concerns(const struct plan *plan, uint32_t index)
{
    if (!*plan->concerns)
        *plan->concerns = all_concerns(plan);
    return (*plan->concerns)[index];
}
