/*
 * What may be set before a topology is compiled: the command line and the library take it the same
 * way.
 *
 * Each function sets COMPILATION up and gives NULL, or why it cannot: a sentence without its full
 * stop, in the compilation's arena.
 */
#ifndef OSNET_SETTINGS_H
#define OSNET_SETTINGS_H

#include "compile.h"

/* Reports the rule NAME as SEVERITY from now on. */
const char *settings_severity(struct compilation *compilation, const char *name,
                              enum severity severity);

/* Gives the constant NAME the value VALUE, whatever its `let` says. */
const char *settings_define(struct compilation *compilation, const char *name, const char *value);

#endif
