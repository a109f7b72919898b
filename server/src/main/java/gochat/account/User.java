package gochat.account;

import java.util.UUID;

/// Somebody with an account, or a guest.
///
/// @param id never changes and is never given to anybody else
public record User(UUID id, UserName name, UserKind kind) {}
