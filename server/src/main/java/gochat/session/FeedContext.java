package gochat.session;

import gochat.journal.Journal;
import gochat.shard.Shard;
import java.util.concurrent.Executor;

/// What feeds on one lane need.
///
/// @param textBytesMax the longest text of a message, in bytes of UTF-8
/// @param lane runs tasks one by one, in order, without waiting
/// @param waiting runs what waits for the disk; any number of tasks at a time
public record FeedContext(
    Shard shard, Journal journal, int textBytesMax, Executor lane, Executor waiting) {}
