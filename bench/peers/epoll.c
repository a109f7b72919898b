/* The limit that servers are compared with: one thread that reads what is there, gathers it, and
   writes it once per connection.

   Speaks the messages of the seed contract, each with gRPC's length prefix, straight on TCP. The first
   message of a connection registers it; every later one goes, as it is, to all other registered
   connections. No HTTP/2, no TLS, no store, no private messages, and no look inside a message.

   Usage: epoll [PORT], on loopback; 0, the default, takes a free port. */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
  PREFIX_BYTES = 5,
  MESSAGE_BYTES_MAX = 64 << 10,
  READ_BYTES = 64 << 10,
  /* What one connection can add to a batch at a time: with the start of a message that it had. */
  ROUND_BYTES_MAX = PREFIX_BYTES + MESSAGE_BYTES_MAX + READ_BYTES,
  BATCH_BYTES = 4 << 20,
  UNSENT_BYTES_MAX = 4 << 20,
  EVENTS_MAX = 1024,
  BACKLOG = 4096,
};

/* Bytes that wait: the start of a message that is not all there, or what a socket did not take. */
struct bytes {
  char *at;
  size_t length;
};

struct connection {
  int fd;
  bool is_registered;
  bool is_closed;
  /* What of this round's batch it sent itself. */
  size_t own_start, own_end;
  struct bytes partial;
  struct bytes unsent;
};

static int poller;
static int listener;
static struct connection **connections;
static size_t count, capacity;
static bool has_closed;

/* The messages that came in this round, one connection's after the other's. */
static char batch[BATCH_BYTES];
static size_t batch_length;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void *require(void *memory) {
  if (!memory) die("memory");
  return memory;
}

static void keep(struct bytes *bytes, const char *more, size_t length) {
  if (!length) return;
  bytes->at = require(realloc(bytes->at, bytes->length + length));
  memcpy(bytes->at + bytes->length, more, length);
  bytes->length += length;
}

static void drop(struct bytes *bytes) {
  free(bytes->at);
  *bytes = (struct bytes){0};
}

/* Closed for good between two rounds: events of this one may still point at it. */
static void close_later(struct connection *c) {
  c->is_closed = has_closed = true;
}

static void watch(struct connection *c, int operation, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = c};
  if (epoll_ctl(poller, operation, c->fd, &event) < 0) die("epoll_ctl");
}

static void accept_all(void) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (count == capacity) {
      capacity = capacity ? 2 * capacity : 64;
      connections = require(realloc(connections, capacity * sizeof *connections));
    }
    struct connection *c = require(calloc(1, sizeof *c));
    c->fd = fd;
    connections[count++] = c;
    watch(c, EPOLL_CTL_ADD, EPOLLIN);
  }
}

/* The end of the last message that is all there; -1 when one is too long. */
static ssize_t messages_end(const char *at, size_t length) {
  size_t end = 0;
  while (length - end >= PREFIX_BYTES) {
    uint32_t message_bytes;
    memcpy(&message_bytes, at + end + 1, sizeof message_bytes);
    message_bytes = ntohl(message_bytes);
    if (message_bytes > MESSAGE_BYTES_MAX) return -1;
    if (length - end - PREFIX_BYTES < message_bytes) break;
    end += PREFIX_BYTES + message_bytes;
  }
  return end;
}

/* Adds to the batch what a connection has sent. */
static void receive(struct connection *c) {
  char *start = batch + batch_length;
  size_t length = c->partial.length;
  if (length) memcpy(start, c->partial.at, length);
  ssize_t got = read(c->fd, start + length, READ_BYTES);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) close_later(c);
    return;
  }
  drop(&c->partial);
  length += got;
  ssize_t end = messages_end(start, length);
  if (end < 0) {
    close_later(c);
    return;
  }
  keep(&c->partial, start + end, length - end);
  if (!c->is_registered && end > 0) {
    uint32_t first_bytes;
    memcpy(&first_bytes, start + 1, sizeof first_bytes);
    size_t skipped = PREFIX_BYTES + ntohl(first_bytes);
    memmove(start, start + skipped, end - skipped);
    end -= skipped;
    c->is_registered = true;
  }
  c->own_start = batch_length;
  batch_length += end;
  c->own_end = batch_length;
}

/* Writes the batch without what the connection sent itself; what the socket does not take waits. */
static void deliver(struct connection *c) {
  struct iovec parts[] = {
      {batch, c->own_start},
      {batch + c->own_end, batch_length - c->own_end},
  };
  c->own_start = c->own_end = 0;
  size_t length = parts[0].iov_len + parts[1].iov_len;
  if (!c->is_registered || c->is_closed || length == 0) return;
  ssize_t sent = 0;
  if (!c->unsent.length) {
    sent = writev(c->fd, parts, 2);
    if (sent < 0) {
      if (errno != EAGAIN) {
        close_later(c);
        return;
      }
      sent = 0;
    }
    if ((size_t)sent == length) return;
    watch(c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  }
  if (c->unsent.length + length - sent > UNSENT_BYTES_MAX) {
    close_later(c);
    return;
  }
  for (int i = 0; i < 2; i++) {
    size_t skipped = (size_t)sent < parts[i].iov_len ? (size_t)sent : parts[i].iov_len;
    keep(&c->unsent, (char *)parts[i].iov_base + skipped, parts[i].iov_len - skipped);
    sent -= skipped;
  }
}

static void send_unsent(struct connection *c) {
  ssize_t sent = write(c->fd, c->unsent.at, c->unsent.length);
  if (sent < 0) {
    if (errno != EAGAIN) close_later(c);
    return;
  }
  c->unsent.length -= sent;
  memmove(c->unsent.at, c->unsent.at + sent, c->unsent.length);
  if (!c->unsent.length) {
    drop(&c->unsent);
    watch(c, EPOLL_CTL_MOD, EPOLLIN);
  }
}

static void deliver_to_all(void) {
  if (!batch_length) return;
  for (uint32_t i = 0; i < count; i++) deliver(connections[i]);
  batch_length = 0;
}

static void remove_closed(void) {
  for (size_t i = count; has_closed && i-- > 0;) {
    struct connection *c = connections[i];
    if (!c->is_closed) continue;
    connections[i] = connections[--count];
    close(c->fd);
    drop(&c->partial);
    drop(&c->unsent);
    free(c);
  }
  has_closed = false;
}

static void run_round(void) {
  struct epoll_event events[EVENTS_MAX];
  int ready = epoll_wait(poller, events, EVENTS_MAX, -1);
  if (ready < 0 && errno != EINTR) die("epoll_wait");
  for (int i = 0; i < ready; i++) {
    struct connection *c = events[i].data.ptr;
    if (!c) {
      accept_all();
      continue;
    }
    if (BATCH_BYTES - batch_length < ROUND_BYTES_MAX) deliver_to_all();
    if (!c->is_closed && events[i].events & EPOLLOUT) send_unsent(c);
    if (!c->is_closed && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(c);
  }
  deliver_to_all();
  remove_closed();
}

int main(int argc, char **argv) {
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  signal(SIGPIPE, SIG_IGN);
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  if (bind(listener, (struct sockaddr *)&address, length) < 0) die("bind");
  if (listen(listener, BACKLOG) < 0) die("listen");
  getsockname(listener, (struct sockaddr *)&address, &length);
  poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event) < 0) die("epoll_ctl");
  printf("gochat listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) run_round();
}
