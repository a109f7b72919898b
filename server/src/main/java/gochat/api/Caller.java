package gochat.api;

import gochat.account.Identity;
import gochat.account.User;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import gochat.room.Author;
import gochat.session.Authors;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Who makes a call, and by which connection.
///
/// @param session the stream that the call came by, or the token of a call of its own
/// @param waitsForRoom whether a call waits while the server has too much to do, instead of
///   failing: so with a stream, which then holds its client back
/// @param wakeBy as of a [gochat.shard.Submitter]
public record Caller(
    Identity identity, UUID session, Origin origin, boolean waitsForRoom, Executor wakeBy) {
  /// The caller of a call of its own.
  static Caller once(Identity identity, Origin origin) {
    return new Caller(identity, identity.tokenId(), origin, false, Runnable::run);
  }

  /// The caller of all calls that a stream brings.
  ///
  /// @param stream its id, never used before
  public static Caller onStream(Identity identity, UUID stream, Origin origin) {
    return new Caller(identity, stream, origin, true, Runnable::run);
  }

  /// The same, who has more calls to make before `wakeBy` runs anything.
  Caller wakingBy(Executor wakeBy) {
    return new Caller(identity, session, origin, waitsForRoom, wakeBy);
  }

  User user() {
    return identity.user();
  }

  UUID id() {
    return identity.user().id();
  }

  /// What the caller may still do at once.
  Allowance allowance(Rates rates) {
    return rates.user(id(), user().kind().hasAccount(), origin.address());
  }

  Author author() {
    return Authors.author(identity.user(), session);
  }
}
