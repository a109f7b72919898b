package gochat.room;

/// An event at its position in a room's log.
///
/// @param seq 1 for a room's first event, then without holes
public record LogEntry(long seq, RoomEvent event) {}
