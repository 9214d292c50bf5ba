/*
 * What mistakes took away, so that one mistake is one message.
 *
 * A declaration that was not understood declares nothing: whoever names what it was to declare is right, and hears
 * nothing. The same name missing in several places is one finding with all of them.
 */
#ifndef OSNET_MODEL_LOST_H
#define OSNET_MODEL_LOST_H

#include "model/bind.h"

/* The braces of the file around VALUE do not match: where a statement stands there means little. */
bool lost_in_braces(const struct binder *binder, const struct value *value);

/* STATEMENT and what it holds were not understood. */
void lost_statement(struct binder *binder, uint32_t statement);

/* A declaration of KIND in PARENT has no name that could be read. */
void lost_name_of(struct binder *binder, object_t parent, enum kind kind);

/* Whether WORD (a name or path seen from OBJECT), which nothing of KINDS is called, may be what a lost statement
 * declared. */
bool lost_word(struct binder *binder, object_t object, const char *word, kinds_t kinds);

/* VALUE ends a text whose first quote is missing: its words lie before it, and mean little. */
bool lost_opening(const struct binder *binder, const struct value *value);

/* Whether that WORD is unknown was reported before, seen from OBJECT's environment (0: from anywhere): then the place
 * of VALUE is added to that finding. */
bool lost_again(struct binder *binder, object_t object, const char *word, const struct value *value);

/* Remembers FINDING for lost_again. */
void lost_told(struct binder *binder, object_t object, const char *word, struct finding *finding);

/* Whether a mistake of RULE at VALUE says nothing that another message does not. */
bool lost_mutes(const struct binder *binder, const struct value *value, const struct rule_info *rule);

#endif
