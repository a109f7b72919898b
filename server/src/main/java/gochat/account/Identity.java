package gochat.account;

import java.util.UUID;

/// The proven identity of a caller.
///
/// @param tokenId the id of the token that proved it, not secret; it identifies the sign-in
public record Identity(User user, UUID tokenId) {}
