package gochat.session;

/// What a client shows to prove who it is.
@FunctionalInterface
public interface Proof {
  sealed interface Verdict {
    record Admitted(Admission admission) implements Verdict {}

    /// @param sentence for people
    record Refused(String sentence) implements Verdict {}
  }

  /// Waits for the disk.
  ///
  /// @param onEnd called, by any thread, when the proof is no longer good
  Verdict check(Runnable onEnd);
}
