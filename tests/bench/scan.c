/*
 * The bare scan that everything is measured against: the patterns of grammar/osnet.l, full tables, nothing done with
 * a word but to count it. Takes a file's name; `run` makes the scanner around it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

size_t scan_words(char *text, size_t size);

int main(int count, char **words)
{
    struct stat status;
    int file = count == 2 ? open(words[1], O_RDONLY) : -1;
    if (file < 0 || fstat(file, &status) != 0)
        return 2;
    size_t size = (size_t)status.st_size, have = 0;
    char *text = calloc(1, size + 2); /* flex wants two NULs at the end */
    for (ssize_t got = 1; text && got > 0 && have < size; have += (size_t)got)
        got = read(file, text + have, size - have);
    return text && printf("%zu words\n", scan_words(text, size + 2)) > 0 ? 0 : 2;
}
