/*
 * What the files that make items share: making one, and putting on it what the model says of its
 * thing. See diagram.h for what an item is.
 */
#ifndef OSNET_EMIT_DIAGRAM_ITEMS_H
#define OSNET_EMIT_DIAGRAM_ITEMS_H

#include "emit/diagram.h"

/* More alike servers than six are drawn as one stack. */
#define STACK_FROM 7

/* Adds a line (formatted) to ITEM's text. */
#define say(item, face, ...) graph_line(drawing->arena, &(item)->lines, (face), __VA_ARGS__)

/* diagram_items.c */
struct item *item_new(struct drawing *drawing, bool is_frame, struct item *parent, const char *key,
                      enum appearance look, enum tier tier, object_t object);
/* Puts ITEM, which stands in no frame, into FRAME. */
void item_put(struct drawing *drawing, struct item *item, struct item *frame);
/* From now on ITEM stands for OBJECT. Returns it. */
struct item *item_place(struct drawing *drawing, object_t object, struct item *item);
/* The first item with KEY, or NULL. */
struct item *item_find(const struct drawing *drawing, const char *key);
/* "a, b, c", the last ones replaced by their count where there are many. */
const char *item_listing(struct arena *arena, const char *const *words, uint32_t count);
/* The same of what KEYWORD states of OBJECT; "" for nothing. */
const char *item_words(struct drawing *drawing, object_t object, enum keyword_id keyword);
/* Puts on ITEM the name of OBJECT as the reader knows it: its own, and its title where it has one.
 */
void item_name(struct drawing *drawing, struct item *item, object_t object, enum face face);
/* Its first address. */
void item_address(struct drawing *drawing, struct item *item, object_t object);
/* Its first DNS name, where that says more than its own name. */
void item_host(struct drawing *drawing, struct item *item, object_t object);

/* The availability zone it states. */
void item_availability(struct drawing *drawing, struct item *item, object_t object);

/* diagram_networks.c: where OBJECT, or all of MEMBERS, stand in ENVIRONMENT's frame: in the frame
 * of their network, made at its first use, or directly in it. */
struct item *within_network(struct drawing *drawing, struct item *environment, object_t object);
struct item *within_networks(struct drawing *drawing, struct item *environment,
                             struct group members);

/* diagram_environments.c: the frame of an environment, without what is in it; and the node of one
 * that is a node. */
struct item *environment_frame(struct drawing *drawing, uint32_t index);
struct item *environment_node(struct drawing *drawing, uint32_t index);
/* Makes the item of a server, with its whole zone. */
void need_server(struct drawing *drawing, struct item *frame, uint32_t index, object_t object);

#endif
