package gochat.session;

import gochat.account.LeaseHolder;

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
  /// @param holder called when the proof is no longer valid, or proves another identity
  Verdict check(LeaseHolder holder);
}
