package gochat.account;

import java.util.UUID;

/// A place where a user is signed in. Times are in Unix milliseconds.
///
/// @param label what the client calls itself, such as `bin/client on laptop`
/// @param lastUsedMs to the hour
/// @param expiresMs [Long#MAX_VALUE] for a guest, whose token lives as long as the guest
public record TokenInfo(UUID id, String label, long createdMs, long lastUsedMs, long expiresMs) {}
