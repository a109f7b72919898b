package gochat.account;

import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Port: the log of administration, in which nothing can be changed.
///
/// Safe for all threads; [#record] may wait for the disk.
public interface AuditLog {
  /// The party that acts.
  sealed interface Actor {
    /// The operator of the machine.
    Actor OPERATOR = new Operator();

    Actor SERVER = new Server();

    record ByAccount(User account) implements Actor {}

    record Operator() implements Actor {}

    record Server() implements Actor {}
  }

  /// Records an entry before its action takes effect. The entry is durable when this returns; so
  /// there may be an entry whose action a crash prevented, but no action without its entry.
  ///
  /// @param account the account that the action concerns, null for none
  /// @param details without secrets
  /// @throws AccountsException when the entry can't be recorded. The action must not take effect
  void record(
      Actor actor, AuditAction action, @Nullable User account, Map<AuditDetail, String> details);

  /// The same without details.
  default void record(Actor actor, AuditAction action, @Nullable User account) {
    record(actor, action, account, Map.of());
  }

  /// Records an entry, then acts. If the action was refused, a second entry says so.
  ///
  /// @param isRefused whether an outcome is a refusal
  /// @return the outcome
  /// @throws AccountsException when an entry can't be recorded; as long as the first one can't, the
  ///   action does not take effect
  default <T> T act(
      Actor actor,
      AuditAction action,
      @Nullable User account,
      Map<AuditDetail, String> details,
      Supplier<T> act,
      Predicate<T> isRefused) {
    record(actor, action, account, details);
    T outcome = act.get();
    if (isRefused.test(outcome)) {
      record(actor, action, account, Map.of(AuditDetail.OUTCOME, "refused"));
    }
    return outcome;
  }
}
