/* Stands between the service and the operating system (LD_PRELOAD): writes and flushes of its database fail, wait or lie, and
   the wall clock is off, as a file shared with the test says while the service runs. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* The same order as in MachineFaults.cs. */
struct faults {
    int64_t write_error;      /* errno of writes; 0 for none */
    int64_t write_at;         /* only the N-th write from now on fails; 0 for all */
    int64_t flush_error;      /* errno of flushes; 0 for none */
    int64_t flush_at;         /* as write_at */
    int64_t flush_delay_ms;
    int64_t flush_lies;       /* says yes without flushing */
    int64_t clock_seconds;    /* added to the wall clock */
    int64_t flushed;          /* written here: length of the write-ahead log at its last flush */
    int64_t failed;           /* written here: calls that failed */
};

static struct faults *faults;

__attribute__((constructor)) static void share(void)
{
    const char *path = getenv("CLASSIFIER_FAULTS");
    int fd = path ? open(path, O_RDWR) : -1;
    void *shared = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct faults), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0)
        close(fd);
    if (shared != MAP_FAILED)
        faults = shared;
}

static int is_file(int fd, const char *name)
{
    char link[64], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return strstr(path, name) != NULL;
}

/* Whether this call fails; then errno is set. The N-th is the last that does. */
static int fails(int fd, int64_t *error, int64_t *at)
{
    if (!faults || !*error || !is_file(fd, "classifier.db"))
        return 0;
    int value = (int)*error;
    if (*at > 0) {
        if (__atomic_sub_fetch(at, 1, __ATOMIC_SEQ_CST) != 0)
            return 0;
        *error = 0;
    }
    __atomic_add_fetch(&faults->failed, 1, __ATOMIC_SEQ_CST);
    errno = value;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    return faults && fails(fd, &faults->write_error, &faults->write_at) ? -1 : REAL(pwrite64)(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return faults && fails(fd, &faults->write_error, &faults->write_at) ? -1 : REAL(pwrite)(fd, bytes, count, offset);
}

static int flush(int fd, int (*real)(int))
{
    if (!faults || !is_file(fd, "classifier.db"))
        return real(fd);
    if (faults->flush_delay_ms > 0)
        usleep((useconds_t)faults->flush_delay_ms * 1000);
    if (fails(fd, &faults->flush_error, &faults->flush_at))
        return -1;
    if (faults->flush_lies)
        return 0;
    int result = real(fd);
    struct stat file;
    if (result == 0 && is_file(fd, "classifier.db-wal") && fstat(fd, &file) == 0)
        faults->flushed = file.st_size;
    return result;
}

int fsync(int fd) { return flush(fd, REAL(fsync)); }

int fdatasync(int fd) { return flush(fd, REAL(fdatasync)); }

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && faults && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += faults->clock_seconds;
    return result;
}

int gettimeofday(struct timeval *time, void *zone)
{
    int result = (int)syscall(SYS_gettimeofday, time, zone);
    if (result == 0 && faults)
        time->tv_sec += faults->clock_seconds;
    return result;
}
