package gochat.account;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// The users who may reach a user, and those whom it has blocked.
///
/// @param messages who may write to the user in private
/// @param invitations who may invite the user to rooms
/// @param blocked each user once, in the order in which they were blocked
public record Privacy(Audience messages, Audience invitations, List<Blocked> blocked) {
  /// That of a user who has changed nothing.
  public static final Privacy DEFAULT =
      new Privacy(Audience.EVERYBODY, Audience.EVERYBODY, List.of());

  public Privacy {
    blocked = List.copyOf(blocked);
  }

  /// A blocked user.
  ///
  /// @param name when it was blocked
  public record Blocked(UUID user, String name) {}

  public boolean isBlocked(UUID user) {
    return blocked.stream().anyMatch(other -> other.user().equals(user));
  }

  public Privacy with(Audience messages, Audience invitations) {
    return new Privacy(messages, invitations, blocked);
  }

  /// The same with `user` blocked; unchanged when it is so already, or `blockedMax` others are.
  public Privacy block(Blocked user, int blockedMax) {
    if (isBlocked(user.user()) || blocked.size() >= blockedMax) {
      return this;
    }
    List<Blocked> more = new ArrayList<>(blocked);
    more.add(user);
    return new Privacy(messages, invitations, more);
  }

  public Privacy unblock(UUID user) {
    return new Privacy(
        messages,
        invitations,
        blocked.stream().filter(other -> !other.user().equals(user)).toList());
  }
}
