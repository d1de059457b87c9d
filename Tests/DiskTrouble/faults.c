// A disk that fails on order, for the files below one directory: preloaded into the daemon (LD_PRELOAD).
//
// CATCHLINE_DISK         the directory
// CATCHLINE_DISK_FAULTS  a file that is mapped here and by the test: struct orders, below
//
// What is asked of other files goes to the system unchanged.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

enum mode { WELL = 0, FULL = 1, READ_ONLY = 2, FAILING = 3, SWALLOWING = 4 };

struct orders {
    int32_t mode;
    int32_t fail_sync;  // the n-th sync from now fails once with EIO; 0: none
    int32_t syncs;      // counted since the start of the process
    int32_t failed;     // syncs that were failed on order
};

static struct orders *orders;
static char directory[PATH_MAX];
static size_t directory_length;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CATCHLINE_DISK"), *file = getenv("CATCHLINE_DISK_FAULTS");
    if (!path || !file) return;
    int descriptor = open(file, O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return;
    void *shared = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (shared == MAP_FAILED) return;
    snprintf(directory, sizeof directory, "%s", path);
    directory_length = strlen(directory);
    orders = shared;
}

static enum mode mode(void) { return orders ? __atomic_load_n(&orders->mode, __ATOMIC_SEQ_CST) : WELL; }

static int is_ours(const char *path) {
    return orders && path && strncmp(path, directory, directory_length) == 0
        && (path[directory_length] == '/' || path[directory_length] == 0);
}

static int is_our_descriptor(int descriptor) {
    char name[64], path[PATH_MAX];
    if (!orders) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

static int refuse(int code) {
    errno = code;
    return -1;
}

// What a change of names or of new files meets; 0: nothing.
static int naming_fault(const char *path, int needs_room) {
    if (!is_ours(path)) return 0;
    switch (mode()) {
    case READ_ONLY: return EROFS;
    case FULL: return needs_room ? ENOSPC : 0;
    case FAILING: return EIO;
    default: return 0;
    }
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int open_fault(const char *path, int flags) {
    if (!is_ours(path)) return 0;
    int writes = (flags & O_ACCMODE) != O_RDONLY;
    int makes = (flags & O_CREAT) && faccessat(AT_FDCWD, path, F_OK, 0) != 0;
    if (mode() == READ_ONLY && (writes || makes)) return EROFS;
    return makes ? naming_fault(path, 1) : 0;
}

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        mode_t mode = 0;                                            \
        if (flags & (O_CREAT | O_TMPFILE)) {                        \
            va_list list;                                           \
            va_start(list, flags);                                  \
            mode = va_arg(list, mode_t);                            \
            va_end(list);                                           \
        }                                                           \
        int fault = open_fault(path, flags);                        \
        if (fault) return refuse(fault);                            \
        return NEXT(name)(path, flags, mode);                       \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                       \
    int name(int base, const char *path, int flags, ...) {                 \
        mode_t mode = 0;                                                   \
        if (flags & (O_CREAT | O_TMPFILE)) {                               \
            va_list list;                                                  \
            va_start(list, flags);                                         \
            mode = va_arg(list, mode_t);                                   \
            va_end(list);                                                  \
        }                                                                  \
        int fault = path[0] == '/' ? open_fault(path, flags) : 0;  \
        if (fault) return refuse(fault);                                   \
        return NEXT(name)(base, path, flags, mode);                        \
    }
OPENAT(openat)
OPENAT(openat64)

// What is written over needs no room.
static int write_fault(int descriptor, off_t end) {
    struct stat information;
    if (mode() == WELL || !is_our_descriptor(descriptor)) return 0;
    if (fstat(descriptor, &information) != 0 || !S_ISREG(information.st_mode)) return 0;
    switch (mode()) {
    case READ_ONLY: return EROFS;
    case FAILING: return EIO;
    case FULL: return end > information.st_size ? ENOSPC : 0;
    // The mistake made on purpose: a disk that says yes and keeps nothing of what is new.
    case SWALLOWING: return end > information.st_size ? -1 : 0;
    default: return 0;
    }
}

ssize_t write(int descriptor, const void *octets, size_t count) {
    int fault = write_fault(descriptor, lseek(descriptor, 0, SEEK_CUR) + (off_t)count);
    if (fault) return fault < 0 ? (ssize_t)count : refuse(fault);
    return NEXT(write)(descriptor, octets, count);
}

#define PWRITE(name, offset_t)                                                          \
    ssize_t name(int descriptor, const void *octets, size_t count, offset_t offset) {   \
        int fault = write_fault(descriptor, (off_t)offset + (off_t)count);              \
        if (fault) return fault < 0 ? (ssize_t)count : refuse(fault);                   \
        return NEXT(name)(descriptor, octets, count, offset);                           \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_t)                                            \
    int name(int descriptor, offset_t length) {                             \
        enum mode now = mode();                                             \
        if ((now == READ_ONLY || now == FAILING) && is_our_descriptor(descriptor)) \
            return refuse(now == READ_ONLY ? EROFS : EIO);                  \
        return NEXT(name)(descriptor, length);                              \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ALLOCATE(name, offset_t)                                        \
    int name(int descriptor, offset_t offset, offset_t length) {        \
        int fault = write_fault(descriptor, (off_t)(offset + length));  \
        if (fault) return fault < 0 ? 0 : fault;                        \
        return NEXT(name)(descriptor, offset, length);                  \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

static int sync_fault(int descriptor) {
    if (!is_our_descriptor(descriptor)) return 0;
    __atomic_add_fetch(&orders->syncs, 1, __ATOMIC_SEQ_CST);
    if (mode() == FAILING) return EIO;
    int left = __atomic_load_n(&orders->fail_sync, __ATOMIC_SEQ_CST);
    while (left > 0) {
        if (__atomic_compare_exchange_n(
                &orders->fail_sync, &left, left - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
            if (left > 1) return 0;
            __atomic_add_fetch(&orders->failed, 1, __ATOMIC_SEQ_CST);
            return EIO;
        }
    }
    return 0;
}

#define SYNC(name)                                  \
    int name(int descriptor) {                      \
        int fault = sync_fault(descriptor);         \
        if (fault) return refuse(fault);            \
        return NEXT(name)(descriptor);              \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    int fault = naming_fault(path, 0);
    return fault ? refuse(fault) : NEXT(unlink)(path);
}

int rename(const char *from, const char *to) {
    int fault = naming_fault(from, 0);
    return fault ? refuse(fault) : NEXT(rename)(from, to);
}

int link(const char *from, const char *to) {
    int fault = naming_fault(to, 1);
    return fault ? refuse(fault) : NEXT(link)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    int fault = faccessat(AT_FDCWD, path, F_OK, 0) == 0 ? 0 : naming_fault(path, 1);
    return fault ? refuse(fault) : NEXT(mkdir)(path, mode);
}

int access(const char *path, int kind) {
    if ((kind & W_OK) && is_ours(path) && mode() == READ_ONLY) return refuse(EROFS);
    return NEXT(access)(path, kind);
}

int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
    if (address && address->sa_family == AF_UNIX) {
        int fault = naming_fault(((const struct sockaddr_un *)address)->sun_path, 1);
        if (fault) return refuse(fault);
    }
    return NEXT(bind)(descriptor, address, length);
}

#define STATVFS(name, kind)                                     \
    int name(const char *path, struct kind *information) {      \
        int result = NEXT(name)(path, information);             \
        if (result == 0 && is_ours(path)) {                     \
            if (mode() == READ_ONLY) information->f_flag |= ST_RDONLY; \
            if (mode() == FULL) information->f_bavail = 0;      \
        }                                                       \
        return result;                                          \
    }
STATVFS(statvfs, statvfs)
STATVFS(statvfs64, statvfs64)
