/*
 * src/source: what is read and refused, and where a byte stands.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "source/source.h"

static struct sources sources;
static char folder[] = "/tmp/osnet-source-XXXXXX";

static void set_up(void)
{
    sources = (struct sources){.arena = arena_create()};
    cr_assert(sources.arena);
    cr_assert(mkdtemp(folder));
}

static void tear_down(void)
{
    arena_destroy(sources.arena);
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
}

TestSuite(source, .init = set_up, .fini = tear_down);

static const char *write_file(const char *name, const void *content, size_t size)
{
    const char *path = arena_printf(sources.arena, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert(file);
    cr_assert_eq(fwrite(content, 1, size, file), size);
    fclose(file);
    return path;
}

static const struct source_file *expect_read(const char *path)
{
    struct source_file *file = NULL;
    const char *fault = NULL;
    enum source_status status = source_read(&sources, path, &file, &fault);
    cr_assert_eq(status, SOURCE_READ, "%s %s", path, fault);
    return file;
}

static void expect_refused(const char *path, enum source_status expected, const char *sentence)
{
    struct source_file *file = NULL;
    const char *fault = NULL;
    uint32_t before = sources.count;
    cr_assert_eq(source_read(&sources, path, &file, &fault), expected, "%s", path);
    cr_assert_str_eq(fault, sentence);
    cr_assert_eq(sources.count, before);
}

static void expect_at(uint32_t offset, uint32_t line, uint32_t column)
{
    struct line_column at = source_line_column(&sources, offset);
    cr_assert(at.line == line && at.column == column, "offset %u is at %u:%u, not %u:%u", offset,
              at.line, at.column, line, column);
}

Test(source, a_file_is_text_with_two_nuls_behind)
{
    const struct source_file *file = expect_read(write_file("a", "osnet 1;\n", 9));
    cr_assert_eq(file->size, 9);
    cr_assert_eq(file->base, 1);
    cr_assert_arr_eq(file->text, "osnet 1;\n\0", 11);
    file = expect_read(write_file("empty", "", 0));
    cr_assert_eq(file->size, 0);
    cr_assert_arr_eq(file->text, "\0", 2);
}

Test(source, a_pipe_and_standard_input_are_read_to_their_end)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    if (fork() == 0) {
        char block[1000];
        memset(block, 'x', sizeof block);
        for (int i = 0; i < 300; i++)
            if (write(ends[1], block, sizeof block) != sizeof block)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    const struct source_file *file = expect_read("-");
    cr_assert_eq(file->size, 300000);
    cr_assert_str_eq(file->path, "<stdin>");
    cr_assert_arr_eq(file->text + 299999, "x\0", 3);
}

Test(source, what_is_no_file_is_refused_in_words)
{
    expect_refused("/no/such/file", SOURCE_MISSING, "does not exist");
    expect_refused("/etc/passwd/x", SOURCE_MISSING, "does not exist");
    expect_refused("/tmp", SOURCE_UNREADABLE, "is a folder, not a file");
    expect_refused("/dev/zero", SOURCE_UNREADABLE, "is a device, not a file");
    expect_refused("/dev/null", SOURCE_UNREADABLE, "is a device, not a file");
    int zero = open("/dev/zero", O_RDONLY);
    cr_assert_eq(dup2(zero, STDIN_FILENO), STDIN_FILENO);
    expect_refused("-", SOURCE_UNREADABLE,
                   "holds a NUL byte at line 1, column 1; an .osnet file is UTF-8 text");

    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder);
    int socket_fd = socket(AF_UNIX, SOCK_STREAM, 0);
    cr_assert_eq(bind(socket_fd, (struct sockaddr *)&address, sizeof address), 0);
    expect_refused(address.sun_path, SOURCE_UNREADABLE, "is a device or socket, not a file");
}

Test(source, a_nul_byte_is_refused_where_it_is)
{
    static const char text[] = "let a 1;\nlet b 2;\nl\xC3\xA9t c\t\0d 3;\n";
    expect_refused(write_file("nul", text, sizeof text - 1), SOURCE_UNREADABLE,
                   "holds a NUL byte at line 3, column 7; an .osnet file is UTF-8 text");
    cr_assert_null(source_take(&sources, "nul", text, sizeof text - 1));
    cr_assert_str_eq(source_fault(&sources, text, sizeof text - 1),
                     "holds a NUL byte at line 3, column 7; an .osnet file is UTF-8 text");
    expect_refused(write_file("wide", "\xFF\xFEo\0s\0", 6), SOURCE_UNREADABLE,
                   "is UTF-16 text; an .osnet file is UTF-8 text");
}

Test(source, a_file_beyond_the_limit_is_refused_unread)
{
    const char *path = write_file("large", "", 0);
    cr_assert_eq(truncate(path, (off_t)SOURCE_LIMIT + 1), 0);
    expect_refused(path, SOURCE_UNREADABLE, "is larger than 256 MiB");
    cr_assert_lt(arena_used(sources.arena), 1 << 20);
}

Test(source, a_byte_order_mark_takes_no_column)
{
    const struct source_file *file = expect_read(write_file("bom", "\xEF\xBB\xBFosnet 1;", 11));
    cr_assert_eq(file->size, 8);
    cr_assert_str_eq(file->text, "osnet 1;");
    expect_at(file->base + 6, 1, 7);
    file = source_take(&sources, "bom", "\xEF\xBB\xBF", 3);
    cr_assert_eq(file->size, 0);
}

Test(source, every_offset_belongs_to_one_file)
{
    static const char *const texts[] = {"one\n", "", "three", "\n\n"};
    struct source_file *files[4];
    for (int i = 0; i < 4; i++) {
        files[i] = source_take(&sources, texts[i], texts[i], strlen(texts[i]));
        cr_assert(files[i]);
    }
    cr_assert_null(source_of(&sources, 0));
    for (int i = 0; i < 4; i++)
        for (uint32_t at = 0; at <= files[i]->size + 1; at++)
            cr_assert_eq(source_of(&sources, files[i]->base + at), files[i],
                         "the end of a file is its own, and a byte behind it");
    cr_assert_null(source_of(&sources, files[3]->base + files[3]->size + 2));
    cr_assert_null(source_of(&sources, UINT32_MAX));
    expect_at(files[0]->base + 4, 2, 1);
    expect_at(files[1]->base, 1, 1);
    expect_at(files[2]->base + 5, 1, 6);
    expect_at(files[3]->base + 2, 3, 1);
}

Test(source, columns_count_characters)
{
    /* Tab, two-byte letter, wide letter, combining accent, four-byte symbol, CRLF. */
    const char *text = "\tb\xC3\xA9 \xE6\x97\xA5x e\xCC\x81y \xF0\x9F\x98\x80z\r\nnext";
    struct source_file *file = source_take(&sources, "wide", text, strlen(text));
    expect_at(file->base + (uint32_t)(strchr(text, 'b') - text), 1, 2);
    expect_at(file->base + (uint32_t)(strchr(text, 'x') - text), 1, 6);
    expect_at(file->base + (uint32_t)(strchr(text, 'y') - text), 1, 10);
    expect_at(file->base + (uint32_t)(strchr(text, 'z') - text), 1, 13);
    expect_at(file->base + (uint32_t)(strchr(text, 'n') - text), 2, 1);
}

Test(source, lines_of_a_large_file_are_those_of_counting)
{
    /* Long enough for many marks, with lines that reach over several of them. */
    size_t size = 200000;
    char *text = arena_alloc(sources.arena, size);
    for (size_t i = 0; i < size; i++)
        text[i] = i % 997 == 0 && (i < 50000 || i > 120000) ? '\n'
                  : i % 5 == 4                              ? '\xA9'
                  : i % 5 == 3                              ? '\xC3'
                                                            : 'x';
    struct source_file *file = source_take(&sources, "large", text, size);
    uint32_t line = 1, column = 1;
    for (size_t i = 0; i < size; i++) {
        if (i % 61 == 0 || text[i] == '\n')
            expect_at(file->base + (uint32_t)i, line, column);
        if (text[i] == '\n') {
            line++;
            column = 1;
        } else {
            column += ((unsigned char)text[i] & 0xC0) != 0x80;
        }
    }
}
