/*
 * Replicas: takes databases, gives whose statements count for each: a replica that does not say so
 * itself has the engine and the port of its primary, and holds the same.
 */
#include "plan/derive.h"

/* The place of DATABASE among the replicas, or their count. */
static uint32_t place_of(const struct plan *plan, object_t database)
{
    uint32_t place = place_in(plan->replicas, object, database);
    bool found = place < plan->replicas.count && plan->replicas.items[place].object == database;
    return found ? place : plan->replicas.count;
}

/* Finds who speaks for the replica at PLACE, and for all on the way there, whose list is WAY. */
static void find_speaker(struct plan *plan, uint32_t place, enum replica_word word,
                         enum keyword_id row, uint32_t *way)
{
    uint32_t length = 0;
    object_t speaker = 0;
    while (!speaker) {
        struct plan_replica *replica = &plan->replicas.items[place];
        speaker = replica->speakers[word];
        if (speaker)
            break;
        way[length++] = place;
        replica->speakers[word] = replica->object; /* where they go in a circle, that is all */
        if (model_field(plan->model, replica->object, row))
            speaker = replica->object;
        else if ((place = place_of(plan, replica->primary)) == plan->replicas.count)
            speaker = replica->primary;
    }
    while (length)
        plan->replicas.items[way[--length]].speakers[word] = speaker;
}

void derive_replicas(struct plan *plan)
{
    const struct model *model = plan->model;
    static const enum keyword_id rows[REPLICA_WORDS] = {
        [REPLICA_ENGINE] = KEYWORD_ENGINE,
        [REPLICA_HOLDS] = KEYWORD_HOLDS,
        [REPLICA_PORT] = KEYWORD_PORT,
    };
    if (!model->stated[KEYWORD_REPLICA_OF])
        return;
    for (object_t object = 1; object < model->objects.count; object++) {
        struct data primary = model_data(model, object, KEYWORD_REPLICA_OF);
        if (primary.count)
            *vec_push(plan->arena, &plan->replicas) =
                (struct plan_replica){.object = object, .primary = primary.items[0].object};
    }
    uint32_t *way = arena_array(plan->arena, uint32_t, plan->replicas.count);
    for (uint32_t i = 0; i < plan->replicas.count; i++)
        for (uint32_t word = 0; word < REPLICA_WORDS; word++)
            find_speaker(plan, i, (enum replica_word)word, rows[word], way);
}

object_t replica_speaker(const struct plan *plan, object_t database, enum replica_word word)
{
    uint32_t place = place_of(plan, database);
    return place < plan->replicas.count ? plan->replicas.items[place].speakers[word] : database;
}
