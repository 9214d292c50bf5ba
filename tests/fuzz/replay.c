/*
 * What fuzzing once found, compiled again: takes a folder of inputs to its target, gives a check
 * for each, in TAP. An input that still does harm ends the process.
 */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Takes the file PATH through; whether it could be read. */
static int replay(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "rb"), *memory = open_memstream(&text, &size);
    char buffer[65536];
    for (size_t count; file && memory && (count = fread(buffer, 1, sizeof buffer, file)) > 0;)
        fwrite(buffer, 1, count, memory);
    if (file)
        fclose(file);
    if (!memory || fclose(memory) != 0 || !file)
        return 0;
    fuzz_input((const uint8_t *)text, size);
    free(text);
    return 1;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int count = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1, checks = 0;
    if (count < 0 && errno == ENOENT) {
        puts("1..0 # SKIP nothing was found yet");
        return 0;
    }
    if (count < 0) {
        fprintf(stderr, "replay: a folder of inputs is expected\n");
        return 2;
    }
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            printf("%s %d - %s\n", replay(path) ? "ok" : "not ok", ++checks, entries[i]->d_name);
        fflush(stdout);
        free(entries[i]);
    }
    free(entries);
    printf("1..%d\n", checks);
    return 0;
}
