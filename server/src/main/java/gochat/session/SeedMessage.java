package gochat.session;

/// What a client of the first contract says.
///
/// @param username the name that the first message registers
/// @param target the receiver's name; empty: everybody else
/// @param text blank: nothing is sent
public record SeedMessage(String username, String target, String text) {}
