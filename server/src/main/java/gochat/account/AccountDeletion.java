package gochat.account;

/// The state of an account that is deleted: it can't sign in, and its erasure is due.
///
/// @param dueMs the time of its erasure in Unix milliseconds
/// @param erasesMessages whether its messages are deleted then; else they stay with an empty name
public record AccountDeletion(long dueMs, boolean erasesMessages) {}
