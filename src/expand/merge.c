/*
 * Blocks laid over blocks.
 *
 * A block is a pile of layers, each the inside of one written block: the catalogue's under the
 * author's, an original's under its copy. What a pile means is worked out part by part: blocks with
 * one keyword and name are piles again, a property that stands once is the topmost layer's, other
 * properties add up. A layer that came by `like` leaves behind what makes the original itself.
 */
#include <string.h>

#include "base/nameset.h"
#include "diagnostics/language.h"
#include "expand/merger.h"
#include "schema/schema.h"
#include "syntax/text.h"

static enum keyword_id row_of(const struct merger *merger, uint32_t statement, enum kind kind)
{
    const struct value *keyword = values_of(merger, statement);
    if (keyword->shape != SHAPE_NAME)
        return KEYWORD_COUNT;
    return schema_row(&merger->rows, value_atom(keyword), kind);
}

/* The value that names what STATEMENT declares, or NULL. */
static const struct value *name_of(const struct merger *merger, uint32_t statement)
{
    const struct value *value = values_of(merger, statement) + 1;
    bool named = merger->in->statements.items[statement].count > 1 && value->part == PART_OPERAND &&
                 (value->shape == SHAPE_NAME || value->shape == SHAPE_SET);
    return named ? value : NULL;
}

/* Whether a row's things are told apart by name (an unnamed one by its keyword alone). */
static bool is_part(enum keyword_id row)
{
    return row != KEYWORD_COUNT && schema[row].makes != KIND_TOP &&
           schema[row].operands[0].type == TYPE_NEW;
}

/* ---- What a layer by `like` leaves behind ---- */

struct rewriting {
    const struct merger *merger;
    const struct pile *pile;
    uint32_t like;   /* the copy's `like` */
    uint32_t *looks; /* at constants, for one value */
};

/* A constant that rests on more constants than this is taken for rewritten. */
#define MOST_LOOKS 256

static bool is_rewritten(void *context, const char *name, size_t length);

/* Whether the value of the `let` STATEMENT rests on one that is written again. */
static bool rests_on_rewritten(struct rewriting *rewriting, uint32_t statement)
{
    const struct value *value = values_of(rewriting->merger, statement) + 2;
    size_t length;
    if (rewriting->merger->in->statements.items[statement].count < 3)
        return false;
    const char *text = raw(rewriting->merger, value, &length);
    return value->shape == SHAPE_TEXT   ? text_any_name(text, length, is_rewritten, rewriting)
           : value->shape == SHAPE_NAME ? is_rewritten(rewriting, text, length)
                                        : false;
}

/* Whether the block with the `like` writes `let NAME` again, or one that NAME rests on (then text
 * with it comes out different). */
static bool is_rewritten(void *context, const char *name, size_t length)
{
    struct rewriting *rewriting = context;
    const uint32_t *parents = rewriting->merger->in->parents.items;
    atom_t atom = atom_find(rewriting->merger->reading->atoms, name, length);
    if (++*rewriting->looks > MOST_LOOKS)
        return true;
    for (const struct pile *pile = rewriting->pile; pile && atom; pile = pile->outer) {
        const struct item *item = pile_find(pile, KEYWORD_LET, atom);
        if (!item || item->layers.count == 0)
            continue;
        const struct layer *top = &item->layers.items[item->layers.count - 1];
        bool here =
            top->made_by == STATEMENT_NONE && parents[top->block] == parents[rewriting->like];
        return here || rests_on_rewritten(rewriting, top->block);
    }
    return false;
}

static bool is_let(const struct pile *pile, atom_t name)
{
    for (; pile; pile = pile->outer)
        if (pile_find(pile, KEYWORD_LET, name))
            return true;
    return false;
}

/* Whether every literal of STATEMENT would come out the same in the copy. A reference is no
 * literal. */
static bool comes_out_the_same(const struct merger *merger, const struct pile *pile,
                               const struct layer *layer, enum keyword_id row)
{
    uint32_t statement = layer->block;
    uint32_t looks = 0;
    struct rewriting rewriting = {merger, pile, layer->made_by, &looks};
    const struct value *values = values_of(merger, statement);
    uint32_t count = merger->in->statements.items[statement].count;
    bool literal = false, target = false;
    for (uint32_t i = 1; i < count; i++) {
        target |= values[i].part == PART_TARGET;
        if (schema[row].targets.type != TYPE_NONE && !target)
            continue; /* a route is told by where it leads */
        size_t length;
        const char *text = raw(merger, &values[i], &length);
        switch ((enum shape)values[i].shape) {
        case SHAPE_TEXT:
            literal = true;
            if (text_any_name(text, length, is_rewritten, &rewriting))
                return false;
            break;
        case SHAPE_DOTTED:
        case SHAPE_DOTTED_SET:
        case SHAPE_NETWORK:
        case SHAPE_IPV6: literal = true; break;
        case SHAPE_NAME:
            if (is_rewritten(&rewriting, text, length))
                return false;
            literal |= is_let(pile, value_atom(&values[i]));
            break;
        case SHAPE_BAD:
        case SHAPE_PATH:
        case SHAPE_SET:
        case SHAPE_NUMBER:
        case SHAPE_RANGE:
        case SHAPE_PORT:
        case SHAPE_DATE: break;
        }
    }
    return literal;
}

/* ---- Parts of a pile ---- */

static void add_part(const struct merger *merger, struct pile *pile, enum keyword_id row,
                     atom_t name, struct layer layer)
{
    struct item *item = pile_find(pile, row, name);
    if (item && item->layers.count > 0 &&
        item->layers.items[item->layers.count - 1].rank == layer.rank)
        item = NULL; /* twice in one block: left apart, binding reports it */
    if (!item) {
        if (strchr(atom_text(merger->reading->atoms, name), '['))
            vec_add(merger->arena, &pile->sets, pile->items.count);
        item = pile_add(merger->arena, pile, row, name, true);
    }
    vec_add(merger->arena, &item->layers, layer);
}

/* Whether the members of the set NAME must go one by one: another layer names some of them
 * otherwise. */
static bool is_split(const struct merger *merger, const struct layer *layers, uint32_t count,
                     enum kind kind, enum keyword_id row, const struct value *name)
{
    for (uint32_t l = 0; l < count; l++) {
        for (uint32_t s = layers[l].inside.first; s < layers[l].inside.end;
             s = merger->in->statements.items[s].next) {
            const struct value *other = row_of(merger, s, kind) == row ? name_of(merger, s) : NULL;
            if (other && value_atom(other) != value_atom(name))
                return true;
            enum keyword_id without = row_of(merger, s, kind);
            if (without == KEYWORD_WITHOUT)
                return true;
        }
    }
    return false;
}

/* Adds the block STATEMENT of LAYER, member by member where other layers cut its name set. */
static void add_block(const struct merger *merger, struct pile *pile, const struct layer *layers,
                      uint32_t count, const struct layer *layer, uint32_t statement,
                      enum keyword_id row)
{
    const struct value *name = name_of(merger, statement);
    struct layer inside = {
        .inside = {statement + 1, merger->in->statements.items[statement].next},
        .block = statement,
        .made_by = layer->made_by,
        .rank = layer->rank,
    };
    size_t length = 0;
    const char *text = name ? raw(merger, name, &length) : "", *fault;
    uint32_t members = name && name->shape == SHAPE_SET && count > 1 &&
                               is_split(merger, layers, count, pile->kind, row, name)
                           ? nameset_count(merger->arena, text, length, &fault)
                           : 0;
    if (members == 0)
        add_part(merger, pile, row, name ? value_atom(name) : 0, inside);
    for (uint32_t i = 0; i < members; i++) {
        inside.member = i;
        inside.members = members;
        add_part(merger, pile, row,
                 atom_of_member(merger->reading->atoms, merger->arena, text, length, i), inside);
    }
}

/* Adds the property STATEMENT of LAYER; one that stands once takes the place of lower layers'. */
static void add_property(const struct merger *merger, struct pile *pile, const struct layer *layer,
                         uint32_t statement, enum keyword_id row)
{
    struct item *item = row != KEYWORD_COUNT && schema[row].often != OFTEN_ANY
                            ? pile_add_once(merger->arena, pile, row, layer->rank)
                            : pile_add(merger->arena, pile, row, 0, false);
    vec_add(merger->arena, &item->layers,
            ((struct layer){.block = statement,
                            .made_by = layer->made_by,
                            .member = layer->member,
                            .members = layer->members,
                            .rank = layer->rank}));
}

static void carry_out_without(const struct merger *merger, struct pile *pile,
                              const struct layer *layer, uint32_t statement)
{
    const struct value *values = values_of(merger, statement);
    for (uint32_t v = 1; v < merger->in->statements.items[statement].count; v++) {
        size_t length;
        const char *text = raw(merger, &values[v], &length), *fault;
        if (values[v].shape != SHAPE_NAME && values[v].shape != SHAPE_SET)
            continue; /* binding says what a name is */
        uint32_t count = nameset_count(merger->arena, text, length, &fault);
        for (uint32_t i = 0; i < count; i++) {
            const char *word = nameset_member(merger->arena, text, length, i);
            atom_t atom = atom_find(merger->reading->atoms, word, strlen(word));
            /* A flow often shares its name with the service or role that it is about, which stays.
             */
            if ((pile->kind == KIND_TOP && pile_drop(pile, word, atom, layer->rank, true)) ||
                pile_drop(pile, word, atom, layer->rank, false))
                continue;
            struct finding *finding = report(merger->reading->diagnostics, LANGUAGE_RULE(LIKE),
                                             value_place(merger->reading->atoms, &values[v]),
                                             "there is no inherited '%s' to drop", word);
            const char *meant = diagnostics_suggest(merger->reading->diagnostics, pile->items.count)
                                    ? pile_nearest(pile, merger->reading->atoms, word, layer->rank)
                                    : NULL;
            finding_help(merger->reading->diagnostics, finding, "%s",
                         meant ? arena_printf(merger->arena, "did you mean '%s'?", meant)
                               : "`without` names a part or a property that `like` or the "
                                 "catalogue brings");
        }
    }
}

/* Whether statements of ROW come along with a copy. */
static bool is_copied(enum keyword_id row)
{
    return row != KEYWORD_COUNT && row != KEYWORD_LIKE && row != KEYWORD_WITHOUT &&
           !schema[row].own;
}

/* The parts of the pile of LAYERS, lowest first. */
static void fill(const struct merger *merger, struct pile *pile, const struct layer *layers,
                 uint32_t count)
{
    for (uint32_t l = 0; l < count; l++) {
        const struct layer *layer = &layers[l];
        /* Wherever it stands in the block, it is about what lies below. */
        for (uint32_t s = layer->inside.first; s < layer->inside.end;
             s = merger->in->statements.items[s].next)
            if (row_of(merger, s, pile->kind) == KEYWORD_WITHOUT)
                carry_out_without(merger, pile, layer, s);
        for (uint32_t s = layer->inside.first; s < layer->inside.end;
             s = merger->in->statements.items[s].next) {
            enum keyword_id row = row_of(merger, s, pile->kind);
            bool copied = layer->made_by != STATEMENT_NONE;
            if (copied && row == KEYWORD_COUNT)
                pile->incomplete = true; /* a mistake, told where it was written */
            if (copied && !is_copied(row))
                continue;
            if (is_part(row))
                add_block(merger, pile, layers, count, layer, s, row);
            else
                add_property(merger, pile, layer, s, row);
        }
    }
    for (uint32_t i = 0; i < pile->items.count; i++) {
        struct item *item = &pile->items.items[i];
        if (item->block || item->layers.count == 0 || item->row == KEYWORD_COUNT ||
            !schema[item->row].identity)
            continue;
        if (item->layers.items[0].made_by != STATEMENT_NONE &&
            comes_out_the_same(merger, pile, &item->layers.items[0], (enum keyword_id)item->row))
            item->layers.count = 0;
    }
}

/* ---- like ---- */

/* The `like` statement of the block LAYER that names another block, or STATEMENT_NONE; what else it
 * may say, binding judges. */
static uint32_t like_of(const struct merger *merger, const struct layer *layer, enum kind kind)
{
    for (uint32_t s = layer->inside.first; s < layer->inside.end;
         s = merger->in->statements.items[s].next) {
        const struct value *name = values_of(merger, s) + 1;
        if (row_of(merger, s, kind) == KEYWORD_LIKE && merger->in->statements.items[s].count == 2 &&
            name->part == PART_OPERAND &&
            (name->shape == SHAPE_NAME || name->shape == SHAPE_PATH || name->shape == SHAPE_SET))
            return s;
    }
    return STATEMENT_NONE;
}

static void settle(const struct merger *merger, struct pile *pile, uint32_t index);

/* The item of KIND that NAME means, seen from PILE outwards; the pile it is in. A member of an
 * unsplit set counts: *MEMBER of *MEMBERS. */
static struct item *find_original(const struct merger *merger, struct pile *pile, enum kind kind,
                                  const struct value *name, struct pile **in, uint32_t *member,
                                  uint32_t *members)
{
    const char *word = atom_text(merger->reading->atoms, value_atom(name));
    for (*in = pile; *in; *in = (*in)->outer) {
        struct item *item = pile_find_kind(*in, kind, value_atom(name));
        *members = 0;
        if (item && item->layers.count)
            return item;
        item = pile_find_member(merger->arena, *in, merger->reading->atoms, kind, word, member,
                                members);
        if (item)
            return item;
    }
    return NULL;
}

/* Puts the layers of what LAYER is `like` below it, into TO. */
static void lay_under(const struct merger *merger, struct pile *pile, struct item *into,
                      struct layer layer, uint32_t *rank)
{
    enum kind kind = (enum kind)schema[into->row].makes;
    uint32_t like = like_of(merger, &layer, kind);
    const struct value *name = like == STATEMENT_NONE ? NULL : values_of(merger, like) + 1;
    if (name) {
        struct pile *in = NULL;
        uint32_t member = 0, members = 0;
        struct item *original = name->shape == SHAPE_NAME ? find_original(merger, pile, kind, name,
                                                                          &in, &member, &members)
                                                          : NULL;
        if (!original || original->visiting) {
            like_report(merger, like, kind, pile, original != NULL);
            into->incomplete = true;
        } else {
            uint32_t index = (uint32_t)(original - in->items.items);
            settle(merger, in, index);
            original = &in->items.items[index];
            into->incomplete |= original->incomplete;
            into->full |= original->full;
            if (into->layers.count + original->layers.count >= LAYER_LIMIT && !into->full) {
                into->full = into->incomplete = true;
                report(merger->reading->diagnostics, LANGUAGE_RULE(LIMIT),
                       value_place(merger->reading->atoms, name),
                       "more than %u blocks are laid over one another by this `like` and those "
                       "before it",
                       LAYER_LIMIT);
            }
            for (uint32_t l = 0; l < original->layers.count && into->layers.count < LAYER_LIMIT;
                 l++) {
                struct layer under = original->layers.items[l];
                under.made_by = like;
                under.rank = ++*rank;
                if (members) {
                    under.member = member;
                    under.members = members;
                }
                vec_add(merger->arena, &into->layers, under);
            }
        }
    }
    layer.rank = ++*rank;
    vec_add(merger->arena, &into->layers, layer);
}

/* Works out the layers of item INDEX, those of its originals included. */
static void settle(const struct merger *merger, struct pile *pile, uint32_t index)
{
    struct item *item = &pile->items.items[index];
    if (item->settled || !item->block || item->layers.count == 0)
        return;
    struct item settled = *item;
    item->visiting = true;
    memset(&settled.layers, 0, sizeof settled.layers);
    uint32_t rank = 0;
    for (uint32_t l = 0; l < item->layers.count; l++)
        lay_under(merger, pile, &settled, item->layers.items[l], &rank);
    settled.settled = true;
    pile->items.items[index] = settled;
}

/* ---- Writing the new tape ---- */

/* Whether COUNT statements that BLOCK is copied to have room. */
static bool has_room(struct merger *merger, uint32_t block, uint32_t count)
{
    if (!merger->out.full && merger->out.statements.count + count > WORDS_LIMIT) {
        merger->out.full = true;
        report(merger->reading->diagnostics, LANGUAGE_RULE(LIMIT),
               value_place(merger->reading->atoms, values_of(merger, block)),
               "more than %u statements, with those that `like` copies; those from here on are not "
               "read",
               WORDS_LIMIT);
    }
    return !merger->out.full;
}

static uint32_t put_statement(struct merger *merger, const struct layer *layer)
{
    uint32_t index = merger->out.statements.count;
    struct statement *new = vec_push(merger->arena, &merger->out.statements);
    *new = merger->in->statements.items[layer->block];
    new->copied = layer->made_by != STATEMENT_NONE;
    new->member = (uint16_t)layer->member;
    new->last_member = (uint16_t)(layer->members ? layer->members - 1 : 0);
    new->next = index + 1;
    return index;
}

/* The inside of a block that nothing is laid over or under: as it was, moved. */
static void put_inside(struct merger *merger, const struct layer *layer)
{
    uint32_t shift = merger->out.statements.count - layer->inside.first;
    for (uint32_t s = layer->inside.first; s < layer->inside.end; s++) {
        struct statement *new = vec_push(merger->arena, &merger->out.statements);
        *new = merger->in->statements.items[s];
        new->next += shift;
    }
}

static bool holds_like(const struct merger *merger, const struct layer *layer)
{
    for (uint32_t s = layer->inside.first; s < layer->inside.end; s++) {
        const struct value *keyword = values_of(merger, s);
        if (keyword->shape == SHAPE_NAME &&
            (value_atom(keyword) == merger->like || value_atom(keyword) == merger->without))
            return true;
    }
    return false;
}

static void put_pile(struct merger *merger, struct pile *pile);

static void put_item(struct merger *merger, struct pile *pile, uint32_t index)
{
    struct item *item = &pile->items.items[index];
    if (item->layers.count == 0)
        return;
    const struct layer *top = &item->layers.items[item->layers.count - 1];
    if (!has_room(merger, top->block, merger->in->statements.items[top->block].next - top->block))
        return;
    if (!item->block) {
        uint32_t statement = put_statement(merger, top);
        struct layer inside = {
            .inside = {top->block + 1, merger->in->statements.items[top->block].next},
            .block = top->block};
        put_inside(merger, &inside);
        merger->out.statements.items[statement].next = merger->out.statements.count;
        return;
    }
    /* What is laid over a flow need not repeat its ends, nor what is laid over a block of the
     * catalogue its title. */
    for (uint32_t l = item->layers.count; l > 0; l--) {
        const struct layer *layer = &item->layers.items[l - 1];
        const struct statement *head = &merger->in->statements.items[layer->block];
        if (head->count > 2 && (item->row == KEYWORD_FLOW || layer == top ||
                                (head->catalogue && layer->made_by == STATEMENT_NONE))) {
            top = layer;
            break;
        }
    }
    /* Its head is the topmost layer's; a copy has no title of the original's, which stays on the
     * original. */
    uint32_t statement = put_statement(merger, top);
    if (item->layers.count == 1 && top->made_by == STATEMENT_NONE && top->members == 0 &&
        !holds_like(merger, top)) {
        put_inside(merger, top);
    } else {
        struct pile inner = {.outer = pile, .kind = (enum kind)schema[item->row].makes};
        bool incomplete = item->incomplete, block = false, catalogue = false;
        for (uint32_t l = 0; l < item->layers.count; l++) {
            incomplete |= merger->in->statements.items[item->layers.items[l].block].incomplete;
            block |= merger->in->statements.items[item->layers.items[l].block].block;
            catalogue |= merger->in->statements.items[item->layers.items[l].block].catalogue;
        }
        fill(merger, &inner, item->layers.items, item->layers.count);
        put_pile(merger, &inner);
        merger->out.statements.items[statement].incomplete = incomplete || inner.incomplete;
        merger->out.statements.items[statement].block = block;
        merger->out.statements.items[statement].catalogue = catalogue;
    }
    merger->out.statements.items[statement].next = merger->out.statements.count;
}

static void put_pile(struct merger *merger, struct pile *pile)
{
    for (uint32_t i = 0; i < pile->items.count; i++)
        settle(merger, pile, i);
    for (uint32_t i = 0; i < pile->items.count && !merger->out.full; i++)
        put_item(merger, pile, i);
}

static atom_t keyword_atom(const struct reading *reading, enum keyword_id keyword)
{
    return atom_find(reading->atoms, schema[keyword].name, strlen(schema[keyword].name));
}

struct tape expand(const struct reading *reading)
{
    struct merger merger = {.reading = reading,
                            .arena = reading->arena,
                            .in = reading->tape,
                            .rows = schema_rows(reading->arena, reading->atoms),
                            .lost = arena_new(reading->arena, struct lost),
                            .like = keyword_atom(reading, KEYWORD_LIKE),
                            .without = keyword_atom(reading, KEYWORD_WITHOUT)};
    uint32_t count = reading->catalogues.count + 1;
    struct layer *layers = arena_array(reading->arena, struct layer, count);
    for (uint32_t l = 0; l < count; l++)
        layers[l] = (struct layer){
            .inside = l + 1 < count ? reading->catalogues.items[l] : reading->authored,
            .block = STATEMENT_NONE,
            .made_by = STATEMENT_NONE,
            .rank = l,
        };
    struct pile top = {.kind = KIND_TOP};
    fill(&merger, &top, layers, count);
    put_pile(&merger, &top);
    memcpy(&merger.out.values, &reading->tape->values, sizeof merger.out.values);
    memcpy(&merger.out.unbalanced, &reading->tape->unbalanced, sizeof merger.out.unbalanced);
    memcpy(&merger.out.astray, &reading->tape->astray, sizeof merger.out.astray);
    memcpy(&merger.out.overrides, &reading->tape->overrides, sizeof merger.out.overrides);
    merger.out.marred = reading->tape->marred;
    merger.out.incomplete = reading->tape->incomplete;
    merger.out.foreign = reading->tape->foreign;
    vec_release(reading->arena, &reading->tape->statements);
    vec_release(reading->arena, &reading->tape->parents);
    memset(reading->tape, 0, sizeof *reading->tape);
    return merger.out;
}
