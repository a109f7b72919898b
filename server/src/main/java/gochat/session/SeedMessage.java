package gochat.session;

/// A message of a client of the first contract.
///
/// @param username the name that the first message registers
/// @param target the receiver's name, empty for all users
/// @param text a blank text is not sent
public record SeedMessage(String username, String target, String text) {}
