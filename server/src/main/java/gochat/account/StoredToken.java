package gochat.account;

import java.util.UUID;

/// A token as the server stores it.
public record StoredToken(UUID user, TokenHash hash, TokenInfo info) {}
