/*
 * Takes the emitters that are wanted, gives their files. Those that are drawn come from one process
 * of its own, through a pipe: SIZE PATH, a line, and then the bytes of each.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory_file.h"
#include "emit/apart.h"
#include "emit/emit.h"

struct task {
    const struct plan *plan;
    const struct diagnostics *diagnostics;
    const bool *wanted;
    const struct outputs *outputs; /* how they look */
};

static void emit_those(const struct task *task, bool drawn, struct outputs *outputs)
{
    for (size_t i = 0; all_emitters[i] && !outputs->fault; i++)
        if (task->wanted[i] && all_emitters[i]->drawn == drawn)
            all_emitters[i]->emit(task->plan, task->diagnostics, outputs);
}

static const char *send_drawn(void *argument, FILE *out)
{
    const struct task *task = argument;
    struct outputs outputs = {.theme = task->outputs->theme, .expanded = task->outputs->expanded};
    emit_those(task, true, &outputs);
    for (size_t i = 0; i < outputs.count && !outputs.fault; i++) {
        fprintf(out, "%zu %s\n", outputs.files[i].size, outputs.files[i].path);
        fwrite(outputs.files[i].data, 1, outputs.files[i].size, out);
    }
    return outputs.fault;
}

static void take_drawn(const char *data, size_t size, struct outputs *outputs)
{
    const char *end = data + size;
    while (data < end && !outputs->fault) {
        char *behind;
        size_t length = strtoull(data, &behind, 10);
        const char *path = behind + 1, *bytes = strchr(path, '\n') + 1;
        FILE *file = outputs_open(outputs, "%.*s", (int)(bytes - 1 - path), path);
        if (!file)
            return;
        fwrite(bytes, 1, length, file);
        outputs_close(outputs, file);
        data = bytes + length;
    }
}

static void emit_drawn(const struct task *task, struct outputs *outputs)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = memory_file(&data, &size);
    const char *fault =
        out ? apart(task->plan->arena, send_drawn, (void *)task, out) : apart_no_memory;
    if (out && fclose(out) != 0 && !fault)
        fault = apart_no_memory;
    if (fault)
        outputs->fault = fault;
    else
        take_drawn(data, size, outputs);
    free(data);
}

void emit_wanted(const struct plan *plan, const struct diagnostics *diagnostics, const bool *wanted,
                 struct outputs *outputs)
{
    struct task task = {plan, diagnostics, wanted, outputs};
    bool drawn = false;
    for (size_t i = 0; all_emitters[i]; i++)
        drawn |= wanted[i] && all_emitters[i]->drawn;
    if (drawn)
        emit_drawn(&task, outputs);
    emit_those(&task, false, outputs);
}
