package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;

/// Limits of backups.
public final class BackupLimit {
  public static final Limit BYTES_PER_SECOND =
      Limit.of(
              "backup.bytes-per-second",
              33_554_432,
              Unit.BYTES_PER_SECOND,
              Scope.SERVER,
              delay("A backup takes its time, so that it leaves the disk to others."))
          .settable(65_536, Integer.MAX_VALUE);
  public static final Limit REST_BYTES =
      Limit.of(
          "backup.rest-bytes-max",
          1_048_576,
          Unit.BYTES,
          Scope.SERVER,
          delay(
              "The part that has changed since it was copied is copied again while the server goes"
                  + " on; changes wait only for the copy of a last part of at most this size."));
  public static final Limit ROUNDS =
      Limit.of(
          "backup.rounds-max",
          30,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "A backup fails when its changed part is still larger than that after being copied"
                  + " again this number of times."));

  private BackupLimit() {}
}
