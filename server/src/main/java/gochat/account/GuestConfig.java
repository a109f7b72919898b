package gochat.account;

/// @param allowed whether a name is enough to take part
/// @param max guests at a time, at least 1
/// @param perAddressMax the same of one address, at least 1
public record GuestConfig(boolean allowed, int max, int perAddressMax) {}
