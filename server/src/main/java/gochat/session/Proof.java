package gochat.session;

/// A client's proof of its identity.
@FunctionalInterface
public interface Proof {
  sealed interface Verdict {
    record Admitted(Admission admission) implements Verdict {}

    /// @param sentence the reason, for users
    record Refused(String sentence) implements Verdict {}
  }

  /// Verifies the proof. Waits for the disk.
  ///
  /// @param onEnd called, by any thread, when the proof is no longer valid
  Verdict check(Runnable onEnd);
}
