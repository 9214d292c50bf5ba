/*
 * Four threads, each with compilations of its own, through the public header; built with ThreadSanitizer,
 * which fails the program where they touch the same memory. Takes the paths of two topologies, each for
 * two threads; its exit status is 0 where both of them gave the same bytes. Pictures are left out:
 * Graphviz keeps state of its own, and draws in a process of its own. That begins here, for DOT.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "osnet/osnet.h"

#define ROUNDS 10
#define WORKERS 4

static const char *const outputs[] = {"report.md", "report.json", "flows.csv", "hosts",
                                      "diagrams/overview.dot"};
#define OUTPUTS (sizeof outputs / sizeof *outputs)

struct worker {
    const char *path;
    char *written[OUTPUTS];
    int failed;
};

static void round_of(struct worker *worker)
{
    struct osnet *osnet = osnet_create();
    worker->failed |= !osnet || !osnet_add_file(osnet, worker->path) || osnet_check(osnet) != OSNET_OK;
    for (size_t i = 0; i < OUTPUTS && !worker->failed; i++) {
        size_t size;
        free(worker->written[i]);
        worker->failed |=
            osnet_write_memory(osnet, outputs[i], &worker->written[i], &size) != OSNET_OK;
    }
    osnet_destroy(osnet);
    struct osnet *broken = osnet_create();
    static const char text[] = "environment x { servr y; }\n";
    worker->failed |= !broken || !osnet_add_text(broken, "broken", text, sizeof text - 1) ||
                      osnet_check(broken) != OSNET_ERRORS || osnet_finding_count(broken) == 0;
    osnet_destroy(broken);
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    for (int i = 0; i < ROUNDS && !worker->failed; i++)
        round_of(worker);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct worker workers[WORKERS] = {0};
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        workers[i].path = argv[1 + i % 2];
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            return 2;
    }
    int failed = 0;
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
        failed |= workers[i].failed;
    }
    for (int i = 2; i < WORKERS; i++)
        for (size_t j = 0; j < OUTPUTS; j++)
            failed |= !failed && strcmp(workers[i].written[j], workers[i - 2].written[j]) != 0;
    for (int i = 0; i < WORKERS; i++)
        for (size_t j = 0; j < OUTPUTS; j++)
            free(workers[i].written[j]);
    puts(failed ? "failed" : "the same");
    return failed;
}
