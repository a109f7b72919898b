package gochat.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A room's answer to a command.
public sealed interface Decision {
  /// The events to record, all or none, and then to apply in this order.
  ///
  /// @param events at least one
  record Accepted(List<RoomEvent> events) implements Decision {
    public Accepted(RoomEvent event) {
      this(List.of(event));
    }
  }

  /// The log has the same message already, at `seq`.
  record Repeated(long seq) implements Decision {}

  /// The command changes nothing.
  record Unchanged() implements Decision {}

  /// @param measure the ban or mute that is the reason, null for another reason
  /// @param retryAfterMs the milliseconds until slow mode lets the author write, 0 for another
  ///   reason
  record Rejected(Rejection reason, @Nullable Measure measure, long retryAfterMs)
      implements Decision {
    public Rejected(Rejection reason) {
      this(reason, null);
    }

    public Rejected(Rejection reason, @Nullable Measure measure) {
      this(reason, measure, 0);
    }
  }
}
