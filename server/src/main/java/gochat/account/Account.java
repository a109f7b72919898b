package gochat.account;

/// An account as administrators see it.
///
/// @param createdMs in Unix milliseconds
/// @param sessions the number of its sign-ins
/// @param lastUsedMs when one of them was last used, exact to an hour; 0 when there is none
public record Account(
    User user, boolean isDisabled, long createdMs, int sessions, long lastUsedMs) {}
