package gochat.checker;

import gochat.checker.Operation.Stored;
import java.util.List;
import java.util.Optional;

/// A message with all tries to send it.
///
/// @param id empty for one of the first contract
/// @param isContested whether another text was sent under its id
/// @param tries at least one, in the order in which they began
record Message(
    String user, String room, String id, String text, boolean isContested, List<Operation> tries) {
  long firstInvokedAt() {
    return tries.getFirst().invokedAt();
  }

  /// When somebody knew that it is stored; [Operation#NEVER] when nobody ever did.
  long acknowledgedAt() {
    return tries.stream()
        .filter(Operation::isStored)
        .mapToLong(Operation::completedAt)
        .min()
        .orElse(Operation.NEVER);
  }

  Optional<Stored> acknowledgement() {
    return tries.stream()
        .filter(Operation::isStored)
        .map(operation -> (Stored) operation.result())
        .findFirst();
  }

  boolean hasFailed() {
    return tries.stream().allMatch(Operation::hasFailed);
  }

  @Override
  public String toString() {
    return "message %s \"%s\" of %s to %s".formatted(id, text, user, room);
  }
}
