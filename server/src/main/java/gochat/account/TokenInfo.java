package gochat.account;

import java.util.UUID;

/// One sign-in of a user. Times are in Unix milliseconds.
///
/// @param label the client's name for itself, such as `bin/client on laptop`
/// @param address from which the user signed in; empty if it is not known
/// @param lastUsedMs exact to an hour
/// @param expiresMs [Long#MAX_VALUE] for a guest, whose token ends with the guest
public record TokenInfo(
    UUID id, String label, String address, long createdMs, long lastUsedMs, long expiresMs) {}
