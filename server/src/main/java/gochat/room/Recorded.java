package gochat.room;

/// What the log knows of a message id that was used before.
///
/// @param seq where the message stands
/// @param fingerprint [Command#fingerprint] of its text
public record Recorded(long seq, long fingerprint) {}
