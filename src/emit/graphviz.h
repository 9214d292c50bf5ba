/*
 * libgvc, opened when the first picture is drawn.
 *
 * Loading it and what it is made of takes longer than most checks. The types are those of its header, so that the
 * compiler sees to the calls.
 */
#ifndef OSNET_EMIT_GRAPHVIZ_H
#define OSNET_EMIT_GRAPHVIZ_H

#include <graphviz/gvc.h>

struct graphviz {
    __typeof__(&gvContext) context;
    __typeof__(&gvLayout) layout;
    __typeof__(&gvFreeLayout) free_layout;
    __typeof__(&gvRenderData) render_data;
    __typeof__(&gvFreeRenderData) free_render_data;
};

/* Fills GRAPHVIZ. Returns NULL, or what is wrong, as the system says it. */
const char *graphviz_open(struct graphviz *graphviz);

#endif
