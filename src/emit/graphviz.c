#include "emit/graphviz.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The function NAME of LIBRARY into *FUNCTION: ISO C knows no way from one kind of pointer to the
 * other. */
static int find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

const char *graphviz_open(struct graphviz *graphviz)
{
    void *library = dlopen(GVC_LIBRARY, RTLD_NOW | RTLD_NODELETE);
    if (library && find(library, "gvContext", &graphviz->context) &&
        find(library, "gvLayout", &graphviz->layout) &&
        find(library, "gvFreeLayout", &graphviz->free_layout) &&
        find(library, "gvRenderData", &graphviz->render_data) &&
        find(library, "gvFreeRenderData", &graphviz->free_render_data))
        return NULL;
    const char *fault = dlerror();
    return fault ? fault : GVC_LIBRARY " is none";
}
