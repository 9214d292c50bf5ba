/*
 * Loaded before the C library (LD_PRELOAD): every change of a file's name first takes 20 milliseconds, so that a test can
 * do something between two of them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
}

int rename(const char *from, const char *to)
{
    wait_a_little();
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    wait_a_little();
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}
