/* Makes calls of the system fail or lie on request: reads, writes and syncs of the files below one
 * directory, and the clock of the day. gochat.faults.FaultyCalls loads it into a server with
 * LD_PRELOAD and writes the requests into a file that both have mapped. Linux with glibc.
 *
 * FAULTY_DIRECTORY names the directory, FAULTY_REQUEST the file with a struct request. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { LOG = 1, DATABASE = 2, OTHER = 4 };

struct request {
  int64_t write_error; /* an errno; 0 for none */
  int64_t read_error;
  int64_t sync_error;
  int64_t files;            /* LOG | DATABASE | OTHER */
  int64_t clock_ahead_ns;   /* of the real one */
  int64_t clock_stopped_ns; /* what the clock shows for good; 0 when it goes */
};

static volatile const struct request *request;
static const char *directory = "";

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAULTY_REQUEST");
  int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    fputs("FAULTY_REQUEST can't be opened\n", stderr);
    exit(1);
  }
  void *mapped = mmap(NULL, sizeof(struct request), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED || getenv("FAULTY_DIRECTORY") == NULL) {
    fputs("FAULTY_REQUEST can't be mapped, or FAULTY_DIRECTORY is missing\n", stderr);
    exit(1);
  }
  directory = getenv("FAULTY_DIRECTORY");
  request = mapped;
}

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text);
  size_t end_length = strlen(end);
  return length >= end_length && strcmp(text + length - end_length, end) == 0;
}

static int kind(int fd) {
  char link[32];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) {
    return 0;
  }
  path[length] = '\0';
  if (strncmp(path, directory, strlen(directory)) != 0) {
    return 0;
  }
  return ends_with(path, "-wal") ? LOG : ends_with(path, ".db") ? DATABASE : OTHER;
}

/* Whether a call on `fd` has to fail; then errno is set. */
static int fails(int fd, int64_t error) {
  if (error == 0) {
    return 0;
  }
  int before = errno;
  int is_asked = (kind(fd) & request->files) != 0;
  errno = is_asked ? (int)error : before;
  return is_asked;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (real == NULL) { \
    *(void **)&real = dlsym(RTLD_NEXT, #name); \
  }

#define FAILING(type, name, error, parameters, ...) \
  type name parameters { \
    REAL(type, name, TYPES parameters) \
    if (request != NULL && fails(fd, request->error)) { \
      return -1; \
    } \
    return real(__VA_ARGS__); \
  }
#define TYPES(...) __VA_ARGS__

FAILING(ssize_t, write, write_error, (int fd, const void *bytes, size_t count), fd, bytes, count)
FAILING(ssize_t, pwrite, write_error, (int fd, const void *bytes, size_t count, off_t at),
        fd, bytes, count, at)
FAILING(ssize_t, pwrite64, write_error, (int fd, const void *bytes, size_t count, off64_t at),
        fd, bytes, count, at)
FAILING(ssize_t, writev, write_error, (int fd, const struct iovec *parts, int count),
        fd, parts, count)
FAILING(ssize_t, read, read_error, (int fd, void *bytes, size_t count), fd, bytes, count)
FAILING(ssize_t, pread, read_error, (int fd, void *bytes, size_t count, off_t at),
        fd, bytes, count, at)
FAILING(ssize_t, pread64, read_error, (int fd, void *bytes, size_t count, off64_t at),
        fd, bytes, count, at)
FAILING(ssize_t, readv, read_error, (int fd, const struct iovec *parts, int count),
        fd, parts, count)
FAILING(int, fsync, sync_error, (int fd), fd)
FAILING(int, fdatasync, sync_error, (int fd), fd)

/* What the clock of the day shows instead of `real`. */
static struct timespec shown(struct timespec real) {
  if (request == NULL) {
    return real;
  }
  int64_t stopped = request->clock_stopped_ns;
  int64_t ns = stopped != 0
      ? stopped
      : real.tv_sec * INT64_C(1000000000) + real.tv_nsec + request->clock_ahead_ns;
  return (struct timespec){.tv_sec = ns / INT64_C(1000000000), .tv_nsec = ns % INT64_C(1000000000)};
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(int, clock_gettime, clockid_t, struct timespec *)
  int result = real(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    *time = shown(*time);
  }
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at != NULL) {
    *at = now.tv_sec;
  }
  return now.tv_sec;
}
