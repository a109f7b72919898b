package gochat.account;

/// An account as administrators see it.
///
/// @param isDisabled whether it can't sign in; a deleted account can't either
/// @param eraseMs the time of its erasure in Unix milliseconds; 0 for an account that is not
///   deleted
/// @param createdMs in Unix milliseconds
/// @param sessions the number of its sign-ins
/// @param lastUsedMs when one of them was last used, exact to an hour; 0 when there is none
public record Account(
    User user, boolean isDisabled, long eraseMs, long createdMs, int sessions, long lastUsedMs) {}
