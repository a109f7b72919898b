package gochat.api;

import gochat.account.Identities;
import gochat.journal.HiddenRooms;
import gochat.journal.History;
import gochat.journal.Journal;
import gochat.journal.ReadMarkers;
import gochat.journal.RoomDirectory;
import gochat.limit.Limits;
import gochat.limit.Rates;
import gochat.presence.Attendance;
import gochat.session.Online;
import gochat.shard.Rooms;

/// What the calls of the API work with.
///
/// @param textBytesMax the longest text of a message, in bytes of UTF-8
/// @param isInsecureAllowed whether passwords and the tokens of accounts may travel unencrypted
public record ApiContext(
    Rooms rooms,
    Journal journal,
    RoomDirectory directory,
    History history,
    ReadMarkers markers,
    HiddenRooms hidden,
    Identities identities,
    Attendance attendance,
    Online online,
    Rates rates,
    Limits limits,
    int textBytesMax,
    boolean isInsecureAllowed) {}
