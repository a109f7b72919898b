package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.refusal;

/// Limits of the removal of old events.
public final class RetentionLimit {
  /// The least number of events that a rule can keep.
  public static final int EVENTS_MIN = 100;

  /// The least age that the owners of a room can set.
  public static final long AGE_SECONDS_MIN = 60;

  public static final Limit TRIM_EVENTS =
      Limit.of(
          "retention.turn-events-max",
          1_000,
          Unit.COUNT,
          Scope.SERVER,
          delay("A turn removes so many old events; the next ones are removed after a pause."));
  public static final Limit TRIM_BYTES =
      Limit.of(
          "retention.turn-bytes-max",
          1_048_576,
          Unit.BYTES,
          Scope.SERVER,
          delay("The same for the bytes of their texts."));
  public static final Limit PAUSE =
      Limit.of(
          "retention.pause-ms",
          60_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay(
              "The server looks for old events after each pause of this length, so an event may"
                  + " stay for so much longer."));

  public static final Limit AGE =
      Limit.of(
          "retention.owners-age-seconds-max",
          863_913_600,
          Unit.SECONDS,
          Scope.ROOM,
          refusal(
              "INVALID_ARGUMENT",
              "The owners of a room can set no greater age, which is 9,999 days."));

  private RetentionLimit() {}
}
