/* Records, in one order, what a program does to the files below one directory and what it says to a modem.
 *
 * Loaded with LD_PRELOAD. Each record is one write(2) to a file opened with O_APPEND, so that the log outlives a SIGKILL
 * of the program, and several programs one after another share one log.
 *
 *   RECORDER_LOG          the log
 *   RECORDER_DATA         the directory, without links in its path
 *   RECORDER_TTY          the modem's terminal, or a link to it
 *   RECORDER_DIE_AT_SYNC  n: SIGKILL instead of the n-th sync, when its data are in the page cache and not on the disk
 *   RECORDER_PLANT        normal: every connection to SQLite has synchronous=NORMAL and says that it has FULL
 *
 * What is not followed, a shared writable mapping or a stream of stdio, is recorded as such, and whoever reads the log
 * refuses it. The -shm file of SQLite is the exception: it is an index of the log that is made anew by the first
 * connection, and nothing in it is ever waited for.
 *
 * One lock is held from an operation to the end of its record, so the order of the records is the order of the
 * operations. A sync is two records: what was written before the first is on the disk at the second.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- The log ---- */

enum { MAGIC = 0x31475443, DESCRIPTORS = 65536, CHUNK = 1 << 20 };

struct record {
    uint32_t magic;
    uint32_t length;
    uint32_t process;
    uint32_t file;
    int64_t kind;
    int64_t a;
    int64_t b;
};

enum file_kind { NOT_OURS, REGULAR, DIRECTORY, TERMINAL };

static struct {
    unsigned char kind;
    uint32_t file;
} descriptors[DESCRIPTORS];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int log_descriptor = -1;
static char data[PATH_MAX];
static size_t data_length;
static dev_t terminal_device;
static uint32_t process, files, syncs, fatal_sync;
static int plants_normal;

#define REAL(name) ((typeof(&name))real(#name))

static void *real(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) abort();
    return function;
}

/* Call with the lock. */
static void put(char kind, uint32_t file, int64_t a, int64_t b, const void *payload, size_t length) {
    static ssize_t (*real_writev)(int, const struct iovec *, int);
    if (log_descriptor < 0) return;
    if (real_writev == NULL) real_writev = REAL(writev);
    struct record record = {MAGIC, (uint32_t)length, process, file, kind, a, b};
    struct iovec pieces[2] = {{&record, sizeof record}, {(void *)payload, length}};
    if (real_writev(log_descriptor, pieces, length > 0 ? 2 : 1) != (ssize_t)(sizeof record + length)) abort();
}

static void set_up(void) {
    const char *log = getenv("RECORDER_LOG"), *directory = getenv("RECORDER_DATA");
    const char *terminal = getenv("RECORDER_TTY"), *fatal = getenv("RECORDER_DIE_AT_SYNC");
    const char *plant = getenv("RECORDER_PLANT");
    if (log == NULL || directory == NULL || strlen(directory) >= sizeof data) return;
    strcpy(data, directory);
    data_length = strlen(data);
    fatal_sync = fatal != NULL ? (uint32_t)atoi(fatal) : 0;
    plants_normal = plant != NULL && strcmp(plant, "normal") == 0;
    struct stat information;
    if (terminal != NULL && stat(terminal, &information) == 0) terminal_device = information.st_rdev;
    int opened = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (opened < 0) abort();
    log_descriptor = REAL(fcntl)(opened, F_DUPFD_CLOEXEC, 500);
    REAL(close)(opened);
    if (log_descriptor < 0) abort();
    process = (uint32_t)getpid();
    put('B', 0, 0, 0, NULL, 0);
}

__attribute__((constructor)) static void begin(void) { pthread_once(&once, set_up); }

static void enter(void) {
    pthread_once(&once, set_up);
    pthread_mutex_lock(&lock);
}

static void leave(void) {
    int saved = errno;
    pthread_mutex_unlock(&lock);
    errno = saved;
}

static int kind_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? descriptors[descriptor].kind : NOT_OURS;
}

static uint32_t file_of(int descriptor) { return descriptors[descriptor].file; }

/* ---- Paths ---- */

/* What a path says of the data directory; NULL if it lies elsewhere. */
static const char *inside(const char *path) {
    if (data_length == 0 || strncmp(path, data, data_length) != 0) return NULL;
    if (path[data_length] == 0) return ".";
    return path[data_length] == '/' ? path + data_length + 1 : NULL;
}

static int is_shared_index(const char *name) {
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, "-shm") == 0;
}

/* The absolute path of a name that need not exist: that of its directory, then the name. */
static const char *absolute(int directory, const char *name, char *buffer) {
    if (name[0] == '/') return name;
    char link[64];
    if (directory == AT_FDCWD) {
        strcpy(link, "/proc/self/cwd");
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
    }
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length < 0 || (size_t)length + strlen(name) + 2 > PATH_MAX) return name;
    buffer[length] = '/';
    strcpy(buffer + length + 1, name);
    return buffer;
}

/* ---- Opening ---- */

static void opened(int descriptor, int flags, int existed) {
    char link[64], path[PATH_MAX];
    struct stat information;
    if (descriptor < 0 || descriptor >= DESCRIPTORS) return;
    descriptors[descriptor].kind = NOT_OURS;
    if (log_descriptor < 0 || fstat(descriptor, &information) != 0) return;
    if (S_ISCHR(information.st_mode)) {
        if (terminal_device == 0 || information.st_rdev != terminal_device) return;
        descriptors[descriptor].kind = TERMINAL;
        descriptors[descriptor].file = ++files;
        put('t', files, 0, 0, NULL, 0);
        return;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    const char *name = inside(path);
    if (name == NULL || is_shared_index(name)) return;
    if (!S_ISREG(information.st_mode) && !S_ISDIR(information.st_mode)) return;
    descriptors[descriptor].kind = S_ISDIR(information.st_mode) ? DIRECTORY : REGULAR;
    descriptors[descriptor].file = ++files;
    put(S_ISDIR(information.st_mode) ? 'P' : 'O', files, flags, existed, name, strlen(name));
}

static int open_with(int directory, const char *path, int flags, mode_t mode) {
    static int (*real_openat)(int, const char *, int, ...);
    struct stat information;
    enter();
    if (real_openat == NULL) real_openat = REAL(openat);
    int existed = fstatat(directory, path, &information, 0) == 0;
    int descriptor = real_openat(directory, path, flags, mode);
    int saved = errno;
    if (descriptor >= 0) opened(descriptor, flags, existed);
    errno = saved;
    leave();
    return descriptor;
}

#define MODE_ARGUMENT(flags)                                                                                           \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                           \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        mode = (mode_t)va_arg(arguments, int);                                                                         \
        va_end(arguments);                                                                                             \
    }

int open(const char *path, int flags, ...) {
    MODE_ARGUMENT(flags)
    return open_with(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_ARGUMENT(flags)
    return open_with(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int directory, const char *path, int flags, ...) {
    MODE_ARGUMENT(flags)
    return open_with(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...) {
    MODE_ARGUMENT(flags)
    return open_with(directory, path, flags | O_LARGEFILE, mode);
}

/* What a fortified program calls instead. */
int __open_2(const char *path, int flags) { return open_with(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_with(AT_FDCWD, path, flags | O_LARGEFILE, 0); }
int __openat_2(int directory, const char *path, int flags) { return open_with(directory, path, flags, 0); }

int creat(const char *path, mode_t mode) {
    return open_with(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *path, mode_t mode) { return creat(path, mode); }

static int made(int descriptor) {
    int saved = errno;
    enter();
    if (descriptor >= 0) opened(descriptor, O_RDWR | O_CREAT | O_EXCL, 0);
    leave();
    errno = saved;
    return descriptor;
}

int mkstemp(char *template) { return made(REAL(mkstemp)(template)); }
int mkostemp(char *template, int flags) { return made(REAL(mkostemp)(template, flags)); }

static FILE *streamed(FILE *stream, const char *path, const char *mode) {
    char buffer[PATH_MAX];
    int saved = errno;
    if (stream != NULL && strpbrk(mode, "wa+") != NULL) {
        const char *name = inside(absolute(AT_FDCWD, path, buffer));
        enter();
        if (name != NULL) put('?', 0, 0, 0, name, strlen(name));
        leave();
    }
    errno = saved;
    return stream;
}

FILE *fopen(const char *path, const char *mode) { return streamed(REAL(fopen)(path, mode), path, mode); }
FILE *fopen64(const char *path, const char *mode) { return streamed(REAL(fopen64)(path, mode), path, mode); }

int close(int descriptor) {
    static int (*real_close)(int);
    enter();
    if (real_close == NULL) real_close = REAL(close);
    if (kind_of(descriptor) != NOT_OURS) {
        put('C', file_of(descriptor), 0, 0, NULL, 0);
        descriptors[descriptor].kind = NOT_OURS;
    }
    int result = real_close(descriptor);
    leave();
    return result;
}

static int copied(int from, int to) {
    int saved = errno;
    enter();
    if (to >= 0 && to < DESCRIPTORS && from >= 0 && from < DESCRIPTORS) descriptors[to] = descriptors[from];
    leave();
    errno = saved;
    return to;
}

int dup(int descriptor) { return copied(descriptor, REAL(dup)(descriptor)); }
int dup2(int from, int to) { return copied(from, REAL(dup2)(from, to)); }
int dup3(int from, int to, int flags) { return copied(from, REAL(dup3)(from, to, flags)); }

static int control(int descriptor, int command, void *argument) {
    static int (*real_fcntl)(int, int, ...);
    if (real_fcntl == NULL) real_fcntl = REAL(fcntl);
    int result = real_fcntl(descriptor, command, argument);
    if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) return copied(descriptor, result);
    return result;
}

#define POINTER_ARGUMENT(last)                                                                                         \
    va_list arguments;                                                                                                 \
    va_start(arguments, last);                                                                                         \
    void *argument = va_arg(arguments, void *);                                                                        \
    va_end(arguments);

int fcntl(int descriptor, int command, ...) {
    POINTER_ARGUMENT(command)
    return control(descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...) {
    POINTER_ARGUMENT(command)
    return control(descriptor, command, argument);
}

/* ---- Writing and reading ---- */

static off_t position(int descriptor) {
    struct stat information;
    if (REAL(fcntl)(descriptor, F_GETFL) & O_APPEND && fstat(descriptor, &information) == 0) return information.st_size;
    return lseek(descriptor, 0, SEEK_CUR);
}

static void wrote(int descriptor, const struct iovec *pieces, int count, off_t offset, ssize_t length) {
    int kind = kind_of(descriptor);
    int saved = errno;
    for (int index = 0; index < count && length > 0; index++) {
        size_t part = pieces[index].iov_len < (size_t)length ? pieces[index].iov_len : (size_t)length;
        for (size_t done = 0; done < part; done += CHUNK) {
            size_t size = part - done < CHUNK ? part - done : CHUNK;
            put(kind == TERMINAL ? '>' : 'W', file_of(descriptor), offset, 0, (char *)pieces[index].iov_base + done,
                size);
            offset += (off_t)size;
        }
        length -= (ssize_t)part;
    }
    errno = saved;
}

#define FOLLOWED(descriptor) (kind_of(descriptor) == REGULAR || kind_of(descriptor) == TERMINAL)

ssize_t write(int descriptor, const void *octets, size_t count) {
    static ssize_t (*real_write)(int, const void *, size_t);
    if (real_write == NULL) real_write = REAL(write);
    if (!FOLLOWED(descriptor)) return real_write(descriptor, octets, count);
    enter();
    off_t offset = kind_of(descriptor) == REGULAR ? position(descriptor) : 0;
    ssize_t result = real_write(descriptor, octets, count);
    wrote(descriptor, &(struct iovec){(void *)octets, count}, 1, offset, result);
    leave();
    return result;
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    static ssize_t (*real_writev)(int, const struct iovec *, int);
    if (real_writev == NULL) real_writev = REAL(writev);
    if (!FOLLOWED(descriptor)) return real_writev(descriptor, pieces, count);
    enter();
    off_t offset = kind_of(descriptor) == REGULAR ? position(descriptor) : 0;
    ssize_t result = real_writev(descriptor, pieces, count);
    wrote(descriptor, pieces, count, offset, result);
    leave();
    return result;
}

#define PWRITE(name)                                                                                                   \
    ssize_t name(int descriptor, const void *octets, size_t count, off_t offset) {                                     \
        static ssize_t (*real_function)(int, const void *, size_t, off_t);                                             \
        if (real_function == NULL) real_function = REAL(name);                                                         \
        if (!FOLLOWED(descriptor)) return real_function(descriptor, octets, count, offset);                            \
        enter();                                                                                                       \
        ssize_t result = real_function(descriptor, octets, count, offset);                                             \
        wrote(descriptor, &(struct iovec){(void *)octets, count}, 1, offset, result);                                  \
        leave();                                                                                                       \
        return result;                                                                                                 \
    }

#define PWRITEV(name)                                                                                                  \
    ssize_t name(int descriptor, const struct iovec *pieces, int count, off_t offset) {                                \
        static ssize_t (*real_function)(int, const struct iovec *, int, off_t);                                        \
        if (real_function == NULL) real_function = REAL(name);                                                         \
        if (!FOLLOWED(descriptor)) return real_function(descriptor, pieces, count, offset);                            \
        enter();                                                                                                       \
        ssize_t result = real_function(descriptor, pieces, count, offset);                                             \
        wrote(descriptor, pieces, count, offset, result);                                                              \
        leave();                                                                                                       \
        return result;                                                                                                 \
    }

PWRITE(pwrite)
PWRITE(pwrite64)
PWRITEV(pwritev)
PWRITEV(pwritev64)

ssize_t read(int descriptor, void *octets, size_t count) {
    static ssize_t (*real_read)(int, void *, size_t);
    if (real_read == NULL) real_read = REAL(read);
    ssize_t result = real_read(descriptor, octets, count);
    if (kind_of(descriptor) == TERMINAL && result > 0) {
        enter();
        put('<', file_of(descriptor), 0, 0, octets, (size_t)result);
        leave();
    }
    return result;
}

ssize_t readv(int descriptor, const struct iovec *pieces, int count) {
    static ssize_t (*real_readv)(int, const struct iovec *, int);
    if (real_readv == NULL) real_readv = REAL(readv);
    ssize_t result = real_readv(descriptor, pieces, count), left = result;
    if (kind_of(descriptor) == TERMINAL && result > 0) {
        enter();
        for (int index = 0; index < count && left > 0; index++) {
            size_t part = pieces[index].iov_len < (size_t)left ? pieces[index].iov_len : (size_t)left;
            put('<', file_of(descriptor), 0, 0, pieces[index].iov_base, part);
            left -= (ssize_t)part;
        }
        leave();
    }
    return result;
}

/* ---- Lengths ---- */

#define SIZED(name)                                                                                                    \
    int name(int descriptor, off_t length) {                                                                           \
        enter();                                                                                                       \
        int result = REAL(name)(descriptor, length);                                                                   \
        if (result == 0 && kind_of(descriptor) == REGULAR) put('T', file_of(descriptor), length, 0, NULL, 0);          \
        leave();                                                                                                       \
        return result;                                                                                                 \
    }

SIZED(ftruncate)
SIZED(ftruncate64)

#define ALLOCATED(name, parameters, arguments)                                                                         \
    int name parameters {                                                                                              \
        enter();                                                                                                       \
        int result = REAL(name) arguments;                                                                             \
        if (result == 0 && kind_of(descriptor) == REGULAR) put('A', file_of(descriptor), offset, length, NULL, 0);     \
        leave();                                                                                                       \
        return result;                                                                                                 \
    }

ALLOCATED(posix_fallocate, (int descriptor, off_t offset, off_t length), (descriptor, offset, length))
ALLOCATED(posix_fallocate64, (int descriptor, off_t offset, off_t length), (descriptor, offset, length))

/* Only the plain mode makes a file longer; what else fallocate can do is not followed. */
int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    enter();
    int result = REAL(fallocate)(descriptor, mode, offset, length);
    if (result == 0 && kind_of(descriptor) == REGULAR) {
        put(mode == 0 ? 'A' : '?', file_of(descriptor), offset, length, NULL, 0);
    }
    leave();
    return result;
}

int fallocate64(int descriptor, int mode, off_t offset, off_t length) {
    return fallocate(descriptor, mode, offset, length);
}

static int truncated(const char *path, int result) {
    char buffer[PATH_MAX];
    const char *name = inside(absolute(AT_FDCWD, path, buffer));
    enter();
    if (result == 0 && name != NULL) put('?', 0, 0, 0, name, strlen(name));
    leave();
    return result;
}

int truncate(const char *path, off_t length) { return truncated(path, REAL(truncate)(path, length)); }
int truncate64(const char *path, off_t length) { return truncated(path, REAL(truncate64)(path, length)); }

#define MAPPED(name)                                                                                                   \
    void *name(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {                \
        if ((flags & MAP_SHARED) && (protection & PROT_WRITE) && kind_of(descriptor) == REGULAR) {                     \
            enter();                                                                                                   \
            put('?', file_of(descriptor), offset, (int64_t)length, NULL, 0);                                           \
            leave();                                                                                                   \
        }                                                                                                              \
        return REAL(name)(address, length, protection, flags, descriptor, offset);                                     \
    }

MAPPED(mmap)
MAPPED(mmap64)

/* ---- Syncing ---- */

static int synced(int descriptor, int (*sync)(int)) {
    if (kind_of(descriptor) != REGULAR && kind_of(descriptor) != DIRECTORY) return sync(descriptor);
    enter();
    uint32_t file = file_of(descriptor);
    put('S', file, ++syncs, 0, NULL, 0);
    if (syncs == fatal_sync) kill(getpid(), SIGKILL);
    uint32_t number = syncs;
    leave();
    int result = sync(descriptor);
    enter();
    if (result == 0) put('E', file, number, 0, NULL, 0);
    leave();
    return result;
}

int fsync(int descriptor) { return synced(descriptor, REAL(fsync)); }
int fdatasync(int descriptor) { return synced(descriptor, REAL(fdatasync)); }

/* ---- Names ---- */

static void renamed(char kind, int from_directory, const char *from, int to_directory, const char *to) {
    char first[PATH_MAX], second[PATH_MAX], both[2 * PATH_MAX];
    const char *old = inside(absolute(from_directory, from, first));
    const char *new = inside(absolute(to_directory, to, second));
    if (old == NULL && new == NULL) return;
    int length = snprintf(both, sizeof both, "%s%c%s", old != NULL ? old : "", 0, new != NULL ? new : "");
    put(old != NULL && new != NULL ? kind : '?', 0, 0, 0, both, (size_t)length);
}

int rename(const char *from, const char *to) {
    enter();
    int result = REAL(rename)(from, to);
    if (result == 0) renamed('R', AT_FDCWD, from, AT_FDCWD, to);
    leave();
    return result;
}

int renameat(int from_directory, const char *from, int to_directory, const char *to) {
    enter();
    int result = REAL(renameat)(from_directory, from, to_directory, to);
    if (result == 0) renamed('R', from_directory, from, to_directory, to);
    leave();
    return result;
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
    enter();
    int result = REAL(renameat2)(from_directory, from, to_directory, to, flags);
    if (result == 0) renamed(flags & RENAME_EXCHANGE ? '?' : 'R', from_directory, from, to_directory, to);
    leave();
    return result;
}

int link(const char *from, const char *to) {
    enter();
    int result = REAL(link)(from, to);
    if (result == 0) renamed('L', AT_FDCWD, from, AT_FDCWD, to);
    leave();
    return result;
}

int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags) {
    enter();
    int result = REAL(linkat)(from_directory, from, to_directory, to, flags);
    if (result == 0) renamed('L', from_directory, from, to_directory, to);
    leave();
    return result;
}

static void named(char kind, int directory, const char *path) {
    char buffer[PATH_MAX];
    const char *name = inside(absolute(directory, path, buffer));
    if (name != NULL && !is_shared_index(name)) put(kind, 0, 0, 0, name, strlen(name));
}

int unlink(const char *path) {
    enter();
    int result = REAL(unlink)(path);
    if (result == 0) named('U', AT_FDCWD, path);
    leave();
    return result;
}

int unlinkat(int directory, const char *path, int flags) {
    enter();
    int result = REAL(unlinkat)(directory, path, flags);
    if (result == 0) named('U', directory, path);
    leave();
    return result;
}

int rmdir(const char *path) {
    enter();
    int result = REAL(rmdir)(path);
    if (result == 0) named('U', AT_FDCWD, path);
    leave();
    return result;
}

int remove(const char *path) {
    enter();
    int result = REAL(remove)(path);
    if (result == 0) named('U', AT_FDCWD, path);
    leave();
    return result;
}

int mkdir(const char *path, mode_t mode) {
    enter();
    int result = REAL(mkdir)(path, mode);
    if (result == 0) named('D', AT_FDCWD, path);
    leave();
    return result;
}

int mkdirat(int directory, const char *path, mode_t mode) {
    enter();
    int result = REAL(mkdirat)(directory, path, mode);
    if (result == 0) named('D', directory, path);
    leave();
    return result;
}

/* ---- A bug to be found ---- */

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

/* What is executed in place of a statement; the statement itself for all but two. */
static const char *planted(const char *sql) {
    pthread_once(&once, set_up);
    if (!plants_normal || sql == NULL || strncasecmp(sql, "PRAGMA synchronous", 18) != 0) return sql;
    return strchr(sql, '=') != NULL ? "PRAGMA synchronous = NORMAL" : "SELECT 2";
}

int sqlite3_prepare_v2(sqlite3 *, const char *, int, sqlite3_stmt **, const char **);
int sqlite3_prepare_v3(sqlite3 *, const char *, int, unsigned, sqlite3_stmt **, const char **);
int sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);

int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int octets, sqlite3_stmt **statement, const char **tail) {
    const char *other = planted(sql);
    if (other == sql) return REAL(sqlite3_prepare_v2)(db, sql, octets, statement, tail);
    if (tail != NULL) *tail = sql + strlen(sql);
    return REAL(sqlite3_prepare_v2)(db, other, -1, statement, NULL);
}

int sqlite3_prepare_v3(
    sqlite3 *db, const char *sql, int octets, unsigned flags, sqlite3_stmt **statement, const char **tail) {
    const char *other = planted(sql);
    if (other == sql) return REAL(sqlite3_prepare_v3)(db, sql, octets, flags, statement, tail);
    if (tail != NULL) *tail = sql + strlen(sql);
    return REAL(sqlite3_prepare_v3)(db, other, -1, flags, statement, NULL);
}

int sqlite3_exec(
    sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **), void *context, char **error) {
    return REAL(sqlite3_exec)(db, planted(sql), row, context, error);
}
