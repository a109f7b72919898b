package gochat.checker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The frames that one client got, in order. Times as in [Operation].
///
/// @param openedAt before it was asked for
public record Stream(
    String id, String user, Kind kind, long openedAt, Wishes wishes, List<Frame> frames) {
  public enum Kind {
    /// One connection that speaks the v1 API.
    V1,
    /// The same over several connections; the next one repeats what the last one did not answer.
    V1_RESUMING,
    /// One connection that speaks the first contract.
    SEED
  }

  /// What the client asked for.
  ///
  /// @param cursors by room: where it begins
  /// @param from where the other rooms begin
  /// @param catchUpMax the most missed events of a room that come; 0 for all
  /// @param watched users whose presence is told
  public record Wishes(
      Map<String, Cursor> cursors, From from, int catchUpMax, Set<String> watched) {
    public static final Wishes NONE = new Wishes(Map.of(), From.END, 0, Set.of());

    public Wishes {
      cursors = Map.copyOf(cursors);
      watched = Set.copyOf(watched);
    }
  }

  public enum From {
    END,
    START,
    /// Where the user became a member, else [#END].
    JOINED
  }

  public Stream {
    frames = List.copyOf(frames);
  }

  /// @param epoch 0 when it is not known
  public record Cursor(long epoch, long seq) {}

  public sealed interface Frame {
    long at();
  }

  /// @param seq behind which the room's events follow
  /// @param head of the room at that time
  public record Followed(long at, String room, long epoch, long seq, long head) implements Frame {}

  public record Unfollowed(long at, String room) implements Frame {}

  public record CaughtUp(long at, String room, long seq) implements Frame {}

  /// All rooms with which the stream began have caught up.
  public record AllCaughtUp(long at) implements Frame {}

  public record Gap(long at, String room, long fromSeq, long toSeq) implements Frame {}

  /// The events from `fromSeq` to `toSeq` are no longer kept.
  public record Removed(long at, String room, long fromSeq, long toSeq) implements Frame {}

  public record Reset(long at, String room, long epoch) implements Frame {}

  public record Happened(long at, Event event) implements Frame {}

  /// A message to the lobby as the first contract has it: without a position.
  public record Overheard(long at, String author, String text) implements Frame {}

  /// A message to this user alone.
  public record Whispered(long at, String author, String text) implements Frame {}

  /// Where the user's read marker is, as it comes with a room that is followed.
  public record MarkerFound(long at, String room, long seq) implements Frame {}

  /// The user has read on, on another device.
  public record MarkerMoved(long at, String room, long seq) implements Frame {}

  public enum Presence {
    ONLINE,
    AWAY,
    OFFLINE
  }

  public record PresenceTold(long at, String user, Presence presence) implements Frame {}

  Stream withFrames(List<Frame> all) {
    return new Stream(id, user, kind, openedAt, wishes, all);
  }

  /// The same stream from here on: it has no frames yet, and its cursors are its positions.
  Stream resumed() {
    Map<String, Cursor> cursors = new HashMap<>(wishes.cursors());
    for (Frame frame : frames) {
      switch (frame) {
        case Followed(_, String room, long epoch, long seq, _) ->
            cursors.put(room, new Cursor(epoch, seq));
        case Happened(_, Event event) ->
            cursors.put(event.room(), new Cursor(event.epoch(), event.seq()));
        case Gap(_, String room, _, long toSeq) ->
            cursors.computeIfPresent(room, (_, cursor) -> new Cursor(cursor.epoch(), toSeq));
        case Removed(_, String room, _, long toSeq) ->
            cursors.computeIfPresent(room, (_, cursor) -> new Cursor(cursor.epoch(), toSeq));
        case Reset(_, String room, long epoch) -> cursors.put(room, new Cursor(epoch, 0));
        case Unfollowed(_, String room) -> cursors.remove(room);
        case CaughtUp _,
            AllCaughtUp _,
            Overheard _,
            Whispered _,
            MarkerFound _,
            MarkerMoved _,
            PresenceTold _ -> {}
      }
    }
    Wishes from = new Wishes(cursors, wishes.from(), wishes.catchUpMax(), wishes.watched());
    return new Stream(id, user, kind, openedAt, from, List.of());
  }

  boolean isSeed() {
    return kind == Kind.SEED;
  }

  boolean isResuming() {
    return kind == Kind.V1_RESUMING;
  }

  <F extends Frame> List<F> all(Class<F> type) {
    return frames.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
