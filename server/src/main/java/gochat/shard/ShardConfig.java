package gochat.shard;

/// @param inboxMax the most waiting requests of a shard, 1..1_000_000; beyond it there is
///   back-pressure
/// @param textBytesMax the longest text of a message in bytes of UTF-8, at least 1
public record ShardConfig(int inboxMax, int textBytesMax) {}
