package gochat.account;

/// The connection that a [Lease] lets act for a user. Any thread may call it, and it must not wait.
@FunctionalInterface
public interface LeaseHolder {
  /// The token has ended before the lease was closed: the connection has to close.
  void ended();

  /// The guest has become an account, for which the connection acts from now on. A holder that
  /// can't act for accounts ends.
  default void upgraded(User account) {
    ended();
  }
}
