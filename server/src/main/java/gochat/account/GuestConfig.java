package gochat.account;

/// The limits of guests.
///
/// @param allowed whether users can sign in with a name only
/// @param max guests at a time, at least 1
/// @param perAddressMax guests at a time from one address, at least 1
public record GuestConfig(boolean allowed, int max, int perAddressMax) {}
