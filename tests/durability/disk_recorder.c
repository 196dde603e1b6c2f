/*
 * Records, in order, what a process does to the files below one folder: preloaded by the test of the power cut.
 *
 * JICHA_DISK_FOLDER names the folder, JICHA_DISK_LOG the log. Each call is carried out by the kernel and noted while a
 * lock is held, so the log has the order in which things happened. A record is one line, and then the bytes written:
 *
 *     kind TAB inode TAB offset TAB bytes TAB path TAB second path NEWLINE
 *
 * What goes past these functions (maps of memory, calls without libc) is not seen; the test compares the replayed log
 * with the folder, so such a writer would be noticed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH_ROOM (2 * PATH_MAX)

static pthread_mutex_t in_order = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static const char *log_path;
static int log_descriptor = -1;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("JICHA_DISK_FOLDER");
    log_path = getenv("JICHA_DISK_LOG");
}

static int is_below(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* The path of an open file; empty where it has none. */
static const char *path_of(int descriptor, char *found) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, found, PATH_MAX - 1);
    found[length < 0 ? 0 : length] = 0;
    return found;
}

/* A path as given to a call, made absolute. */
static const char *absolute(int base, const char *path, char *found) {
    if (path[0] == '/') {
        snprintf(found, PATH_ROOM, "%s", path);
        return found;
    }
    char start[PATH_MAX] = "";
    if (base == AT_FDCWD) {
        if (!getcwd(start, sizeof start)) start[0] = 0;
    } else {
        path_of(base, start);
    }
    snprintf(found, PATH_ROOM, "%s/%s", start, path);
    return found;
}

static unsigned long long inode_at(const char *path) {
    struct stat status;
    return fstatat(AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW) ? 0 : (unsigned long long)status.st_ino;
}

static unsigned long long inode_of(int descriptor) {
    struct stat status;
    return fstat(descriptor, &status) ? 0 : (unsigned long long)status.st_ino;
}

static void note(const char *kind, unsigned long long inode, long long offset, const char *path, const char *second,
                 const void *bytes, size_t length) {
    int before = errno;
    char line[2 * PATH_ROOM + 128];
    int size = snprintf(line, sizeof line, "%s\t%llu\t%lld\t%zu\t%s\t%s\n", kind, inode, offset, length, path, second);
    struct iovec parts[2] = {{line, (size_t)size}, {(void *)bytes, length}};
    if (log_descriptor < 0) {
        log_descriptor =
            (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    if (syscall(SYS_writev, log_descriptor, parts, 2) != (long)((size_t)size + length)) abort();
    errno = before;
}

static int opened(int base, const char *path, int flags, mode_t mode) {
    char found[PATH_ROOM];
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !is_below(absolute(base, path, found))) {
        return (int)syscall(SYS_openat, base, path, flags, mode);
    }
    pthread_mutex_lock(&in_order);
    unsigned long long before = inode_at(found);
    int descriptor = (int)syscall(SYS_openat, base, path, flags, mode);
    if (descriptor >= 0) {
        if (!before) note("create", inode_of(descriptor), 0, found, "", "", 0);
        else if (flags & O_TRUNC) note("truncate", before, 0, found, "", "", 0);
    }
    pthread_mutex_unlock(&in_order);
    return descriptor;
}

#define MODE_OF(flags, mode)                                    \
    mode_t mode = 0;                                            \
    if ((flags) & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) {     \
        va_list rest;                                           \
        va_start(rest, flags);                                  \
        mode = va_arg(rest, mode_t);                            \
        va_end(rest);                                           \
    }

int open(const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int openat(int base, const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(base, path, flags, mode); }
int openat64(int base, const char *path, int flags, ...) { MODE_OF(flags, mode) return opened(base, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }

/* Where the next write goes. */
static long long place_of(int descriptor) {
    struct stat status;
    if (fcntl(descriptor, F_GETFL) & O_APPEND) return fstat(descriptor, &status) ? 0 : (long long)status.st_size;
    return (long long)lseek(descriptor, 0, SEEK_CUR);
}

static ssize_t written(int descriptor, const struct iovec *parts, int count, long long offset, int is_placed) {
    char found[PATH_MAX];
    int is_ours = folder && descriptor != log_descriptor && is_below(path_of(descriptor, found));
    if (is_ours) pthread_mutex_lock(&in_order);
    long long place = !is_ours ? 0 : is_placed ? offset : place_of(descriptor);
    ssize_t done = is_placed ? syscall(SYS_pwritev, descriptor, parts, count, (long)offset, 0L)
                             : syscall(SYS_writev, descriptor, parts, count);
    if (is_ours) {
        ssize_t left = done;
        for (int part = 0; part < count && left > 0; part++) {
            size_t length = (size_t)left < parts[part].iov_len ? (size_t)left : parts[part].iov_len;
            note("write", inode_of(descriptor), place, found, "", parts[part].iov_base, length);
            place += (long long)length;
            left -= (ssize_t)length;
        }
        pthread_mutex_unlock(&in_order);
    }
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    struct iovec part = {(void *)bytes, length};
    return written(descriptor, &part, 1, 0, 0);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    struct iovec part = {(void *)bytes, length};
    return written(descriptor, &part, 1, offset, 1);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    return pwrite(descriptor, bytes, length, offset);
}
ssize_t writev(int descriptor, const struct iovec *parts, int count) { return written(descriptor, parts, count, 0, 0); }
ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    return written(descriptor, parts, count, offset, 1);
}
ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) {
    return written(descriptor, parts, count, offset, 1);
}

/* Carry out a call on an open file of ours and note it if it went well. */
#define ON_FILE(kind, descriptor, offset, call)                                                   \
    char found[PATH_MAX];                                                                         \
    if (!is_below(path_of(descriptor, found))) return (int)(call);                                \
    pthread_mutex_lock(&in_order);                                                                \
    int result = (int)(call);                                                                     \
    if (!result) note(kind, inode_of(descriptor), offset, found, "", "", 0);                      \
    pthread_mutex_unlock(&in_order);                                                              \
    return result;

int ftruncate(int descriptor, off_t length) {
    ON_FILE("truncate", descriptor, length, syscall(SYS_ftruncate, descriptor, length))
}
int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }
int fsync(int descriptor) { ON_FILE("sync", descriptor, 0, syscall(SYS_fsync, descriptor)) }
int fdatasync(int descriptor) { ON_FILE("sync", descriptor, 0, syscall(SYS_fdatasync, descriptor)) }

/* Carry out a call on names and note it if it went well: the inode is that of the first path, before or after. */
#define ON_NAMES(kind, base, path, other, second, call)                                           \
    char found[PATH_ROOM], to[PATH_ROOM];                                                         \
    if (!is_below(absolute(base, path, found)) & !is_below(absolute(other, second, to))) return (int)(call); \
    pthread_mutex_lock(&in_order);                                                                \
    unsigned long long before = inode_at(found);                                                  \
    int result = (int)(call);                                                                     \
    if (!result) note(kind, before ? before : inode_at(found), 0, found, to, "", 0);              \
    pthread_mutex_unlock(&in_order);                                                              \
    return result;

int renameat2(int base, const char *path, int other, const char *second, unsigned flags) {
    ON_NAMES("rename", base, path, other, second, syscall(SYS_renameat2, base, path, other, second, flags))
}
int renameat(int base, const char *path, int other, const char *second) {
    return renameat2(base, path, other, second, 0);
}
int rename(const char *path, const char *second) { return renameat2(AT_FDCWD, path, AT_FDCWD, second, 0); }
int linkat(int base, const char *path, int other, const char *second, int flags) {
    ON_NAMES("link", base, path, other, second, syscall(SYS_linkat, base, path, other, second, flags))
}
int link(const char *path, const char *second) { return linkat(AT_FDCWD, path, AT_FDCWD, second, 0); }
int unlinkat(int base, const char *path, int flags) {
    ON_NAMES("unlink", base, path, AT_FDCWD, "/", syscall(SYS_unlinkat, base, path, flags))
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int mkdirat(int base, const char *path, mode_t mode) {
    ON_NAMES("mkdir", base, path, AT_FDCWD, "/", syscall(SYS_mkdirat, base, path, mode))
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
