package gochat.api;

import gochat.account.AuditLog.Actor;
import gochat.account.Identity;
import gochat.account.User;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import gochat.room.Author;
import gochat.session.Authors;
import java.util.UUID;

/// The user who makes a call, and the connection.
///
/// @param session the id of the stream that the call came on, never used before, or of the token of
///   a unary call
record Caller(Identity identity, UUID session, Origin origin) {
  /// The caller of a unary call.
  static Caller once(Identity identity, Origin origin) {
    return new Caller(identity, identity.tokenId(), origin);
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

  /// The caller in the audit log.
  Actor actor() {
    return new Actor.ByAccount(user());
  }

  Author author() {
    return Authors.author(identity.user(), session);
  }
}
