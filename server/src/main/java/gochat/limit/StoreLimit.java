package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Of the embedded store: what its file holds, what is kept of it in memory, what waits for it.
public final class StoreLimit {
  public static final Limit ROOMS =
      Limit.of(
          "store.rooms-max",
          8_388_607,
          Unit.COUNT,
          Scope.SERVER,
          refusal(
              "UNAVAILABLE",
              "No room is made, and with it nothing else of its transaction; direct conversations"
                  + " are rooms too."));
  public static final Limit WRITE_AHEAD_BYTES =
      Limit.of(
          "store.write-ahead-bytes",
          4_096_000,
          Unit.BYTES,
          Scope.SERVER,
          less("From then on the write-ahead log is copied into the file and begins anew."));
  public static final Limit WRITE_AHEAD_BYTES_MOST =
      Limit.of(
          "store.write-ahead-bytes-max",
          65_536_000,
          Unit.BYTES,
          Scope.SERVER,
          delay(
              "When reads have kept the log from its beginning, the next change waits for them."));
  public static final Limit BUSY_TIMEOUT =
      Limit.of(
          "store.busy-timeout-ms",
          5_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay("So long a change waits for reads; then the write-ahead log grows on."));
  public static final Limit GROUP_WRITES =
      Limit.of(
          "store.group-writes-max",
          16,
          Unit.COUNT,
          Scope.SERVER,
          delay("What is written beside the log, such as tokens, waits for the next transaction."));
  public static final Limit READERS =
      Limit.of(
          "store.readers-max",
          4,
          Unit.COUNT,
          Scope.SERVER,
          delay("So many reads at once, and one fewer than there are processors; others wait."));
  public static final Limit WRITE_CACHE_BYTES =
      Limit.of(
          "store.write-cache-bytes-max",
          16 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.SERVER,
          less("Of the file, the connection that writes keeps so much in memory."));
  public static final Limit READ_CACHE_BYTES =
      Limit.of(
          "store.read-cache-bytes-max",
          2 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.SERVER,
          less("Of the file, each reader keeps so much in memory."));

  private StoreLimit() {}
}
