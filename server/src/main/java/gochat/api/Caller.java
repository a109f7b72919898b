package gochat.api;

import gochat.account.Identity;
import gochat.account.User;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import gochat.room.Author;
import gochat.session.Authors;
import java.util.UUID;
import java.util.concurrent.Executor;

/// The user who makes a call, and the connection.
///
/// @param session the id of the stream that the call came on, or of the token of a unary call
/// @param waitsForRoom whether a call waits while the server is busy instead of failing, as on
///   streams, which apply back-pressure
/// @param wakeBy see [gochat.shard.Submitter]
public record Caller(
    Identity identity, UUID session, Origin origin, boolean waitsForRoom, Executor wakeBy) {
  /// The caller of a unary call.
  static Caller once(Identity identity, Origin origin) {
    return new Caller(identity, identity.tokenId(), origin, false, Runnable::run);
  }

  /// The caller of all calls on one stream.
  ///
  /// @param stream the stream's id, never used before
  public static Caller onStream(Identity identity, UUID stream, Origin origin) {
    return new Caller(identity, stream, origin, true, Runnable::run);
  }

  /// This caller with another `wakeBy`, for when it makes several calls in one task.
  Caller wakingBy(Executor wakeBy) {
    return new Caller(identity, session, origin, waitsForRoom, wakeBy);
  }

  User user() {
    return identity.user();
  }

  UUID id() {
    return identity.user().id();
  }

  /// The caller's remaining allowance.
  Allowance allowance(Rates rates) {
    return rates.user(id(), user().kind().hasAccount(), origin.address());
  }

  Author author() {
    return Authors.author(identity.user(), session);
  }
}
