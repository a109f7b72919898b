package gochat.account;

import java.util.List;

/// Port: the memberships in rooms that begin, change or end with a user. All methods may wait.
public interface Memberships {
  /// A guest has ended, and is removed afterwards. Called again after a crash or when it threw.
  void end(User guest);

  /// An account is deleted: it leaves its rooms, except direct conversations. Where it is the only
  /// owner, another member becomes the owner first. Called again after a crash or when it threw.
  void close(User account);

  /// A guest has become an account.
  void upgraded(User guest, User account);

  /// An account was added with an invitation.
  ///
  /// @param rooms the ids of the rooms that it joins
  void begin(User account, List<String> rooms);
}
