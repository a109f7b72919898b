package gochat.session;

import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.presence.Attendance;

/// What v1 streams on one lane need.
public record StreamContext(
    FeedContext feeds,
    RoomDirectory rooms,
    ReadMarkers markers,
    Online online,
    Attendance attendance,
    CursorsBeyond cursorsBeyond) {}
