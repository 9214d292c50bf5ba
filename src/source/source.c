/*
 * Takes paths and texts, gives files in one offset space; refuses what would harm the scanner (NUL
 * bytes, endless or outsized input). Whether a text is UTF-8 is the scanner's to say.
 */
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

/* Behind each text: the two NULs that flex wants, which keep neighbouring files apart too. */
#define TAIL 2
/* Bytes between two marks. */
#define STEP 8192u
/* What is read at once where a file does not tell its size. */
#define FIRST_READ 65536u

static const char too_large[] = "is larger than 256 MiB";
_Static_assert(SOURCE_LIMIT == 256u << 20, "the limit is put into words");

/* MARK moved over SIZE bytes of TEXT. */
static struct source_mark pass(struct source_mark mark, const char *text, size_t size)
{
    const char *end = text + size, *line;
    while (text < end && (line = memchr(text, '\n', (size_t)(end - text)))) {
        mark.lines++;
        mark.characters = 0;
        text = line + 1;
    }
    for (; text < end; text++)
        mark.characters += ((unsigned char)*text & 0xC0) != 0x80;
    return mark;
}

static uint32_t next_base(const struct sources *sources)
{
    if (sources->count == 0)
        return 1;
    const struct source_file *last = sources->files[sources->count - 1];
    return last->base + last->size + TAIL;
}

static bool starts_with(const char *text, size_t size, const char *start)
{
    size_t length = strlen(start);
    return size >= length && memcmp(text, start, length) == 0;
}

static size_t mark_size(const char *text, size_t size)
{
    return starts_with(text, size, "\xEF\xBB\xBF") ? 3 : 0;
}

/* What a file that begins so is, and no text. */
static const struct {
    const char *start, *what;
} formats[] = {
    {"\x89PNG\r\n", "a PNG picture"},
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a ZIP archive or an office document"},
    {"\xD0\xCF\x11\xE0", "an older office document"},
    {"\x1F\x8B", "a gzip archive"},
    {"\x7F"
     "ELF",
     "a program"},
};

const char *source_fault(const struct sources *sources, const char *text, size_t size)
{
    if (size > SOURCE_LIMIT)
        return too_large;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (starts_with(text, size, formats[i].start))
            return arena_printf(sources->arena, "is %s; an .osnet file is UTF-8 text",
                                formats[i].what);
    if (starts_with(text, size, "\xFF\xFE") || starts_with(text, size, "\xFE\xFF"))
        return "is UTF-16 text; an .osnet file is UTF-8 text";
    size_t skipped = mark_size(text, size);
    const char *nul = size ? memchr(text, '\0', size) : NULL;
    if (nul) {
        struct source_mark before =
            pass((struct source_mark){0}, text + skipped, (size_t)(nul - text) - skipped);
        return arena_printf(sources->arena,
                            "holds a NUL byte at line %u, column %u; an .osnet file is UTF-8 text",
                            before.lines + 1, before.characters + 1);
    }
    if (size + TAIL > UINT32_MAX - next_base(sources))
        return "does not fit: all files together have room for 4 GiB";
    return NULL;
}

/* Adds TEXT, which the arena holds with its tail and source_fault let pass. */
static struct source_file *add(struct sources *sources, const char *path, char *text, size_t size)
{
    struct arena *arena = sources->arena;
    size_t skipped = mark_size(text, size);
    struct source_file *file = arena_new(arena, struct source_file);
    file->path = arena_copy(arena, path, strlen(path));
    file->text = text + skipped;
    file->size = (uint32_t)(size - skipped);
    file->base = next_base(sources);
    file->marks = arena_array(arena, struct source_mark, file->size / STEP + 1);
    if (sources->count == sources->capacity)
        sources->files =
            vec_grow(arena, sources->files, &sources->capacity, sizeof *sources->files);
    sources->files[sources->count++] = file;
    return file;
}

struct source_file *source_take(struct sources *sources, const char *path, const char *text,
                                size_t size)
{
    if (source_fault(sources, text, size))
        return NULL;
    char *copy = arena_alloc(sources->arena, size + TAIL);
    if (size > 0)
        memcpy(copy, text, size);
    return add(sources, path, copy, size);
}

/* Who names what is read. */
enum named_by { BY_USER, BY_FILE, AS_STANDARD_INPUT };

/* Why what STATUS tells of, open at FD or not yet (-1), is nothing to read; NULL if it is. A user may name a pipe or a
 * terminal; a file that does so would have its reader wait. */
static const char *look(const struct stat *status, enum named_by named, int fd)
{
    mode_t mode = status->st_mode;
    if (S_ISREG(mode))
        return NULL;
    if (S_ISDIR(mode))
        return "is a folder, not a file";
    if (S_ISFIFO(mode) || S_ISSOCK(mode))
        return named == BY_FILE ? "is a pipe or socket, not a file" : NULL;
    bool given = named == AS_STANDARD_INPUT || (named == BY_USER && isatty(fd));
    return S_ISCHR(mode) && given ? NULL : "is a device, not a file";
}

/* Reads FD to its end into *TEXT, or to the first NUL byte, or to a byte beyond the limit. */
static const char *drain(struct arena *arena, int fd, size_t hint, char **text, size_t *size)
{
    size_t most = (size_t)SOURCE_LIMIT + 1;
    /* One byte more than expected, so that the end is seen without growing. */
    size_t room = hint == 0 ? FIRST_READ : hint < most ? hint + 1 : most;
    *text = arena_alloc(arena, room + TAIL);
    *size = 0;
    for (;;) {
        ssize_t got = read(fd, *text + *size, room - *size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN && fd == STDIN_FILENO) { /* who shares it does not wait */
            poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, -1);
            continue;
        }
        if (got < 0)
            return arena_printf(arena, "cannot be read: %s", strerror(errno));
        bool nul = memchr(*text + *size, '\0', (size_t)got) != NULL;
        *size += (size_t)got;
        if (got == 0 || nul || *size == most)
            return NULL;
        if (*size == room) {
            size_t more = room <= most / 2 ? room * 2 : most;
            *text = arena_grow(arena, *text, room + TAIL, more + TAIL);
            room = more;
        }
    }
}

/* As drain, but closes FD where memory runs out. */
static const char *drain_and_close(struct arena *arena, int fd, size_t hint, char **text,
                                   size_t *size)
{
    jmp_buf here;
    jmp_buf *outer = arena_on_failure(arena, &here);
    if (setjmp(here)) {
        close(fd);
        arena_on_failure(arena, outer);
        if (outer)
            longjmp(*outer, 1);
        abort();
    }
    const char *fault = drain(arena, fd, hint, text, size);
    arena_on_failure(arena, outer);
    close(fd);
    return fault;
}

static enum source_status refuse_open(struct arena *arena, int error, const char **fault)
{
    if (error == ENOENT || error == ENOTDIR) {
        *fault = "does not exist";
        return SOURCE_MISSING;
    }
    /* A socket in the file system: it can be connected to, never opened. */
    *fault = error == ENXIO ? "is a device or socket, not a file"
                            : arena_printf(arena, "cannot be opened: %s", strerror(error));
    return SOURCE_UNREADABLE;
}

/* Opens PATH, or gives -1 and errno, or a fault. No device is touched, and nobody waited for, because a file says so. */
static int open_named(const char *path, enum named_by named, const char **fault)
{
    struct stat status;
    if (named == AS_STANDARD_INPUT)
        return STDIN_FILENO;
    if (named == BY_FILE && stat(path, &status) == 0 && (*fault = look(&status, named, -1)))
        return -1;
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (named == BY_FILE ? O_NONBLOCK : 0));
}

static enum source_status read_named(struct sources *sources, const char *path, enum named_by named,
                                     struct source_file **file, const char **fault)
{
    *fault = NULL;
    int fd = open_named(path, named, fault);
    if (fd < 0)
        return *fault ? SOURCE_UNREADABLE : refuse_open(sources->arena, errno, fault);

    bool standard_input = named == AS_STANDARD_INPUT;
    struct stat status;
    size_t hint = 0, size = 0;
    char *text = NULL;
    *fault = fstat(fd, &status) == 0 ? look(&status, named, fd) : "cannot be read";
    if (!*fault && S_ISREG(status.st_mode))
        hint = (size_t)status.st_size;
    if (!*fault && hint > SOURCE_LIMIT)
        *fault = too_large;
    if (*fault) {
        if (!standard_input)
            close(fd);
        return SOURCE_UNREADABLE;
    }
    *fault = standard_input ? drain(sources->arena, fd, hint, &text, &size)
                            : drain_and_close(sources->arena, fd, hint, &text, &size);
    if (!*fault)
        *fault = source_fault(sources, text, size);
    if (*fault)
        return SOURCE_UNREADABLE;
    memset(text + size, 0, TAIL);
    *file = add(sources, standard_input ? "<stdin>" : path, text, size);
    if (!standard_input) {
        (*file)->device = status.st_dev;
        (*file)->inode = status.st_ino;
    }
    return SOURCE_READ;
}

enum source_status source_read(struct sources *sources, const char *path, struct source_file **file,
                               const char **fault)
{
    return read_named(sources, path, strcmp(path, "-") == 0 ? AS_STANDARD_INPUT : BY_USER, file,
                      fault);
}

enum source_status source_import(struct sources *sources, const char *path,
                                 struct source_file **file, const char **fault)
{
    return read_named(sources, path, BY_FILE, file, fault);
}

bool source_is_read(const struct sources *sources, const char *path)
{
    struct stat status;
    bool found = false;
    if (stat(path, &status) == 0)
        for (uint32_t i = 0; i < sources->count && !found; i++)
            found = sources->files[i]->inode == status.st_ino &&
                    sources->files[i]->device == status.st_dev;
    return found;
}

const struct source_file *source_of(const struct sources *sources, uint32_t offset)
{
    uint32_t low = 0, high = sources->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sources->files[middle]->base <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct source_file *file = sources->files[low - 1];
    return offset - file->base < file->size + TAIL ? file : NULL;
}

/* Fills the marks: one pass over the file, the first time that a place in it is asked for. */
static void mark(struct source_file *file)
{
    for (uint32_t i = 0; i < file->size / STEP; i++)
        file->marks[i + 1] = pass(file->marks[i], file->text + i * STEP, STEP);
    file->marked = true;
}

struct line_column source_line_column(const struct sources *sources, uint32_t offset)
{
    const struct source_file *found = source_of(sources, offset);
    if (!found)
        return (struct line_column){1, 1};
    uint32_t at = offset - found->base;
    if (at > found->size)
        at = found->size;
    if (!found->marked)
        mark((struct source_file *)found);
    struct source_mark before =
        pass(found->marks[at / STEP], found->text + at / STEP * STEP, at % STEP);
    return (struct line_column){before.lines + 1, before.characters + 1};
}
