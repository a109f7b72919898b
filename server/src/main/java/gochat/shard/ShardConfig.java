package gochat.shard;

/// @param inboxMax requests waiting per shard, 1..1_000_000; beyond it senders are held back
/// @param textBytesMax the longest text of a message in bytes of UTF-8, at least 1
public record ShardConfig(int inboxMax, int textBytesMax) {}
