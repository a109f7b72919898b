package gochat.account;

import java.util.UUID;

/// A user: an account or a guest.
///
/// @param id never changes and is never used again
public record User(UUID id, UserName name, UserKind kind) {}
