/*
 * src/base: memory that grows, names that are numbers, files that are whole or untouched, texts that are written.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/atom.h"
#include "base/file.h"
#include "base/json.h"
#include "base/vec.h"

static struct arena *arena;
static char folder[] = "/tmp/osnet-base-XXXXXX";

static void open_arena(void)
{
    arena = arena_create();
    cr_assert(arena);
}

static void close_arena(void)
{
    arena_destroy(arena);
}

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

TestSuite(arena, .init = open_arena, .fini = close_arena);
TestSuite(atom, .init = open_arena, .fini = close_arena);

Test(arena, gives_zeroed_aligned_memory_of_every_size)
{
    static const size_t sizes[] = {0, 1, 7, 16, 100, 4096, 65535, 65536, 65537, 1 << 20};
    for (int round = 0; round < 20; round++)
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            char *memory = arena_alloc(arena, sizes[i]);
            cr_assert_eq((uintptr_t)memory % _Alignof(uint64_t), 0);
            cr_assert(is_zero(memory, sizes[i]), "%zu bytes were used before", sizes[i]);
            memset(memory, 0xAA, sizes[i]);
        }
    cr_assert_geq(arena_used(arena), (size_t)20 << 20);
}

Test(arena, growing_keeps_content)
{
    /* Two arrays in turn, so that neither is always the last piece, through small and big sizes. */
    unsigned char *pieces[2] = {NULL, NULL};
    size_t size = 0;
    while (size < (4u << 20)) {
        size_t next = size * 2 + 3;
        for (int i = 0; i < 2; i++) {
            pieces[i] = arena_grow(arena, pieces[i], size, next);
            for (size_t j = 0; j < size; j++)
                cr_assert_eq(pieces[i][j], (unsigned char)(j * 7 + (size_t)i));
            for (size_t j = size; j < next; j++)
                pieces[i][j] = (unsigned char)(j * 7 + (size_t)i);
        }
        size = next;
    }
    cr_assert_eq(arena_grow(arena, pieces[0], size, size / 2), pieces[0]);
}

Test(arena, large_pieces_are_given_back_and_small_ones_kept)
{
    char *small = arena_copy(arena, "small", 5), *piece = arena_alloc(arena, 60);
    arena_release(arena, piece, 60);
    piece[59] = 'x';
    for (int i = 0; i < 200; i++) /* 3 GiB, one after the other */
        arena_release(arena, arena_alloc(arena, (size_t)16 << 20), (size_t)16 << 20);
    arena_release(arena, NULL, 0);
    cr_assert_str_eq(small, "small");
}

Test(arena, failure_jumps_to_the_failure_point)
{
    jmp_buf point, outer;
    cr_assert_null(arena_on_failure(arena, &outer));
    cr_assert_eq(arena_on_failure(arena, &point), &outer);
    volatile int failures = 0;
    char *volatile kept = arena_copy(arena, "kept", 4);
    void *volatile piece = arena_alloc(arena, 5);
    void *volatile big = arena_alloc(arena, 100000);
    int value = setjmp(point);
    if (value) {
        cr_assert_eq(value, 1);
        failures++;
    }
    switch (failures) {
    case 0: arena_alloc(arena, SIZE_MAX); break;
    case 1: arena_alloc(arena, SIZE_MAX - 15); break;
    case 2: arena_grow(arena, piece, 5, SIZE_MAX); break;
    case 3: arena_grow(arena, big, 100000, SIZE_MAX); break;
    case 4: {
        uint32_t capacity = UINT32_MAX;
        vec_grow(arena, big, &capacity, 8);
        break;
    }
    default: break;
    }
    cr_assert_eq(failures, 5, "allocation %d came back", failures);
    cr_assert_str_eq(kept, "kept");
}

Test(arena, formats_short_and_long_text)
{
    cr_assert_str_eq(arena_printf(arena, "%s-%d", "fe", 12), "fe-12");
    char longer[1000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    for (size_t length = 250; length < 260; length++)
        cr_assert_eq(strlen(arena_printf(arena, "%.*s", (int)length, longer)), length);
    cr_assert_str_eq(arena_printf(arena, "<%s>", longer) + 1000, ">");
}

Test(arena, arrays_grow_item_by_item)
{
    VEC(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 100000; i++)
        vec_add(arena, &numbers, i * 3);
    cr_assert_eq(numbers.count, 100000);
    for (uint32_t i = 0; i < numbers.count; i++)
        cr_assert_eq(numbers.items[i], i * 3);
    cr_assert_eq(*vec_push(arena, &numbers), 0, "a pushed item is zeroed");
}

Test(atom, equal_bytes_are_equal_numbers)
{
    struct atoms *atoms = atoms_create(arena);
    char name[32];
    for (uint32_t i = 0; i < 20000; i++) {
        int length = snprintf(name, sizeof name, "server%u", i);
        cr_assert_eq(atom_find(atoms, name, (size_t)length), 0);
        cr_assert_eq(atom_intern(atoms, name, (size_t)length), i + 1, "atoms count from 1");
    }
    for (uint32_t i = 0; i < 20000; i++) {
        int length = snprintf(name, sizeof name, "server%u and more", i) - 9;
        cr_assert_eq(atom_intern(atoms, name, (size_t)length), i + 1);
        name[length] = '\0';
        cr_assert_str_eq(atom_text(atoms, i + 1), name);
    }
    cr_assert_eq(atoms_count(atoms), 20001);
    cr_assert_str_eq(atom_text(atoms, 0), "");
}

Test(atom, folding_meets_the_small_spelling)
{
    struct atoms *atoms = atoms_create(arena);
    atom_t mixed = atom_intern(atoms, "ServiceCenter", 13);
    atom_t small = atom_intern(atoms, "servicecenter", 13);
    cr_assert_neq(mixed, small);
    cr_assert_eq(atom_fold(atoms, mixed), small);
    cr_assert_eq(atom_fold(atoms, small), small);
    atom_t foreign = atom_intern(atoms, "\xC3\x89T\xC3\x89", 5);
    cr_assert_str_eq(atom_text(atoms, atom_fold(atoms, foreign)), "\xC3\x89t\xC3\x89",
                     "only ASCII letters are folded");
}

/* In FOLDER: what PATH is there. Static: one test's at a time. */
static const char *in_folder(const char *path)
{
    static char full[4][512];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(full[turn], sizeof full[turn], "%s/%s", folder, path);
    return full[turn];
}

static void make_folder(void)
{
    cr_assert(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(file, .init = make_folder, .fini = remove_folder);

static void expect_content(const char *path, const char *content)
{
    char found[256] = "";
    FILE *file = fopen(path, "r");
    cr_assert(file, "%s is missing", path);
    size_t size = fread(found, 1, sizeof found - 1, file);
    fclose(file);
    cr_assert_eq(size, strlen(content));
    cr_assert_str_eq(found, content);
}

static int count_entries(const char *path)
{
    int count = 0;
    DIR *entries = opendir(path);
    cr_assert(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(entries);
    return count;
}

Test(file, makes_the_folders_it_needs)
{
    cr_assert_eq(file_write(in_folder("a/b/c.txt"), "one\n", 4), 0);
    expect_content(in_folder("a/b/c.txt"), "one\n");
    cr_assert_eq(count_entries(in_folder("a/b")), 1, "the temporary is gone");
    cr_assert_eq(file_make_folder(in_folder("a//b/")), 0, "one that is there is fine");
    cr_assert_eq(file_make_folder(in_folder("a/b/c.txt/d")), ENOTDIR);
    cr_assert_eq(file_write(in_folder("a/b/c.txt/d"), "", 0), ENOTDIR);
    cr_assert_eq(file_write(in_folder("a/b"), "", 0), EISDIR);
}

Test(file, new_files_follow_the_umask_and_old_ones_keep_their_mode)
{
    struct stat status;
    const char *path = in_folder("modes");
    umask(027);
    cr_assert_eq(file_write(path, "one", 3), 0);
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0640);
    cr_assert_eq(chmod(path, 0604), 0);
    cr_assert_eq(file_write(path, "two", 3), 0);
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0604);
    expect_content(path, "two");
}

Test(file, an_equal_file_keeps_its_time_stamp_and_a_changed_one_does_not)
{
    const char *path = in_folder("stamp");
    const struct timespec old[2] = {{.tv_sec = 1000000}, {.tv_sec = 1000000}};
    struct stat status;
    cr_assert_eq(file_write(path, "same", 4), 0);
    cr_assert_eq(utimensat(AT_FDCWD, path, old, 0), 0);
    cr_assert_eq(file_write(path, "same", 4), 0);
    cr_assert_eq(stat(path, &status), 0);
    cr_assert_eq(status.st_mtime, 1000000);
    static const char *const others[] = {"some", "sam", "same and more", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        cr_assert_eq(utimensat(AT_FDCWD, path, old, 0), 0);
        cr_assert_eq(file_write(path, others[i], strlen(others[i])), 0);
        cr_assert_eq(stat(path, &status), 0);
        cr_assert_neq(status.st_mtime, 1000000);
        expect_content(path, others[i]);
    }
}

Test(file, a_link_stays_one_and_a_left_over_temporary_is_no_obstacle)
{
    cr_assert_eq(file_write(in_folder("real"), "old", 3), 0);
    cr_assert_eq(symlink("real", in_folder("link")), 0);
    char stale[64];
    snprintf(stale, sizeof stale, ".osnetc-%ld-0.tmp", (long)getpid());
    cr_assert_eq(symlink("/nowhere/at/all", in_folder(stale)), 0);
    cr_assert_eq(file_write(in_folder("link"), "new", 3), 0);
    struct stat status;
    cr_assert_eq(lstat(in_folder("link"), &status), 0);
    cr_assert(S_ISLNK(status.st_mode));
    expect_content(in_folder("real"), "new");
    cr_assert_eq(count_entries(folder), 3);
}

Test(file, a_failure_leaves_the_old_file_and_no_temporary)
{
    cr_assert_eq(file_write(in_folder("kept"), "old", 3), 0);
    /* No file of this process may become larger than this: as good as a full disk. */
    const struct rlimit small = {.rlim_cur = 1000, .rlim_max = RLIM_INFINITY};
    struct rlimit before;
    char large[5000] = "large";
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    cr_assert_neq(signal(SIGXFSZ, SIG_IGN), SIG_ERR);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    int fault = file_write(in_folder("kept"), large, sizeof large);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    cr_assert_eq(fault, EFBIG);
    expect_content(in_folder("kept"), "old");
    cr_assert_eq(count_entries(folder), 1);
}

Test(file, devices_are_written_through)
{
    cr_assert_eq(file_write("/dev/null", "gone", 4), 0);
    cr_assert_eq(file_write("/dev/full", "gone", 4), ENOSPC);
}

/* What STEPS writes to a stream through a buffer of ROOM bytes. */
static char *through(size_t room, void (*steps)(struct writer *writer))
{
    char buffer[64], *written = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&written, &size);
    struct writer writer = {.out = out, .bytes = buffer, .room = room};
    steps(&writer);
    writer_end(&writer);
    fclose(out);
    return written;
}

static void write_json(struct writer *writer)
{
    struct json json = {.to = writer};
    json_open(&json, NULL, '{', false);
    json_put_text(&json, "text", "a\"\\\n\x01\x7f b");
    json_put_text(&json, "nothing", NULL);
    json_open(&json, "flat", '[', true);
    json_put_number(&json, NULL, 4294967295);
    json_put_number(&json, NULL, 0);
    json_put_words(&json, NULL, "A-1 B-2");
    json_close(&json);
    json_open(&json, "lines", '[', false);
    json_put_bool(&json, NULL, true);
    json_close(&json);
    json_open(&json, "empty", '[', false);
    json_close(&json);
    json_entry_named(&json, "\"");
    json_begin(&json, '{', false);
    json_close(&json);
    json_close(&json);
}

Test(writer, json_is_the_same_through_any_buffer)
{
    for (size_t room = 1; room <= 64; room++) {
        char *written = through(room, write_json);
        cr_expect_str_eq(written, "{\n"
                                  "  \"text\": \"a\\\"\\\\\\n\\u0001\x7f b\",\n"
                                  "  \"nothing\": null,\n"
                                  "  \"flat\": [4294967295, 0, [\"A-1\", \"B-2\"]],\n"
                                  "  \"lines\": [\n    true\n  ],\n"
                                  "  \"empty\": [],\n"
                                  "  \"\\\"\": {}\n"
                                  "}",
                         "room %zu: %s", room, written);
        free(written);
    }
}

Test(writer, without_a_stream_the_text_grows)
{
    struct arena *memory = arena_create();
    struct writer writer = {.arena = memory};
    for (int i = 0; i < 100; i++)
        writer_text(&writer, "0123456789");
    cr_assert_eq(writer.used, 1000);
    for (size_t i = 0; i < writer.used; i++)
        cr_assert_eq(writer.bytes[i], (char)('0' + i % 10));
    arena_destroy(memory);
}

Test(writer, a_full_disk_is_remembered_by_the_stream)
{
    FILE *full = fopen("/dev/full", "w");
    char buffer[16];
    struct writer writer = {.out = full, .bytes = buffer, .room = sizeof buffer};
    setvbuf(full, NULL, _IONBF, 0);
    for (int i = 0; i < 10; i++)
        writer_text(&writer, "ten bytes.");
    writer_end(&writer);
    cr_expect(ferror(full));
    fclose(full);
}
