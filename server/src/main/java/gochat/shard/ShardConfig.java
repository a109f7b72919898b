package gochat.shard;

import gochat.room.RoomPolicy;

/// @param inboxMax the most waiting requests of a shard, 1..1_000_000; beyond it there is
///   back-pressure
/// @param policy of all rooms
public record ShardConfig(int inboxMax, RoomPolicy policy) {}
