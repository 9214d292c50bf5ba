/*
 * What it costs to have a graph at all: libcgraph reads one, and that is all. Takes the name of a DOT file; `run` measures
 * it beside osnetc, which writes the same graph from a topology.
 */
#include <graphviz/cgraph.h>
#include <stdio.h>

int main(int count, char **words)
{
    FILE *file = count == 2 ? fopen(words[1], "r") : NULL;
    Agraph_t *graph = file ? agread(file, NULL) : NULL;
    return graph && printf("%d nodes, %d edges\n", agnnodes(graph), agnedges(graph)) > 0 ? 0 : 2;
}
