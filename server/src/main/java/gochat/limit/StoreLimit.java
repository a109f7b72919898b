package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of the embedded store: its file, its caches and its queues.
public final class StoreLimit {
  public static final Limit ROOMS =
      Limit.of(
          "store.rooms-max",
          8_388_607,
          Unit.COUNT,
          Scope.SERVER,
          refusal(
              "UNAVAILABLE",
              "The room is not created, and its transaction records nothing; direct"
                  + " conversations are rooms too."));
  public static final Limit WRITE_AHEAD_BYTES =
      Limit.of(
          "store.write-ahead-bytes",
          4_096_000,
          Unit.BYTES,
          Scope.SERVER,
          less("The write-ahead log is copied into the file and begins anew."));
  public static final Limit WRITE_AHEAD_BYTES_MOST =
      Limit.of(
          "store.write-ahead-bytes-max",
          65_536_000,
          Unit.BYTES,
          Scope.SERVER,
          delay("If reads prevent the log from beginning anew, the next change waits for them."));
  public static final Limit BUSY_TIMEOUT =
      Limit.of(
          "store.busy-timeout-ms",
          5_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay("A change waits this time for reads; then the write-ahead log grows further."));
  public static final Limit GROUP_WRITES =
      Limit.of(
          "store.group-writes-max",
          16,
          Unit.COUNT,
          Scope.SERVER,
          delay(
              "Further writes outside of the log, such as tokens, wait for the next"
                  + " transaction."));
  public static final Limit READERS =
      Limit.of(
          "store.readers-max",
          4,
          Unit.COUNT,
          Scope.SERVER,
          delay(
              "Reads run in parallel up to this number, and up to one less than the"
                  + " processors; others wait."));
  public static final Limit WRITE_CACHE_BYTES =
      Limit.of(
          "store.write-cache-bytes-max",
          16 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.SERVER,
          less("The writing connection keeps this much of the file in memory."));
  public static final Limit READ_CACHE_BYTES =
      Limit.of(
          "store.read-cache-bytes-max",
          2 * 1_024 * 1_024,
          Unit.BYTES,
          Scope.SERVER,
          less("Each reading connection keeps this much of the file in memory."));

  private StoreLimit() {}
}
