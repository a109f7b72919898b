package gochat.account;

import java.util.UUID;

/// A token as it is kept.
public record StoredToken(UUID user, TokenHash hash, TokenInfo info) {}
