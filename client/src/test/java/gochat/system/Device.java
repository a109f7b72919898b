package gochat.system;

/// What a user has to connect with.
///
/// @param link its way to the server
record Device(String user, String token, Link link) {}
