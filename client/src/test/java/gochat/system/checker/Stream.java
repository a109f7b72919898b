package gochat.system.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one client heard, in order. Times as in [Operation].
///
/// @param isResuming whether it goes on over several connections, and repeats over the next one
///   what was not answered over the last
/// @param openedNanos before it was asked for
/// @param cursors by room: where it was to begin
/// @param watched users whose presence it was to tell
public record Stream(
    String id,
    String user,
    boolean isResuming,
    long openedNanos,
    Map<String, Cursor> cursors,
    Set<String> watched,
    List<Frame> frames) {
  public Stream {
    cursors = Map.copyOf(cursors);
    watched = Set.copyOf(watched);
    frames = List.copyOf(frames);
  }

  /// @param epoch 0 when it is not known
  public record Cursor(long epoch, long seq) {}

  public sealed interface Frame {
    long atNanos();
  }

  public record Followed(long atNanos, String room, long epoch, long seq) implements Frame {}

  public record Unfollowed(long atNanos, String room) implements Frame {}

  public record CaughtUp(long atNanos, String room, long seq) implements Frame {}

  public record Gap(long atNanos, String room, long fromSeq, long toSeq) implements Frame {}

  public record Reset(long atNanos, String room, long epoch) implements Frame {}

  public record Happened(long atNanos, Event event) implements Frame {}

  /// A message to everybody as the first contract tells it: without a position.
  public record Overheard(long atNanos, String author, String text) implements Frame {}

  /// A message to this user alone.
  public record Whispered(long atNanos, String author, String text) implements Frame {}

  /// Where the user's read marker is, as it comes with a room that is followed.
  public record MarkerFound(long atNanos, String room, long seq) implements Frame {}

  /// The user has read on, on another device.
  public record MarkerMoved(long atNanos, String room, long seq) implements Frame {}

  public enum Presence {
    ONLINE,
    AWAY,
    OFFLINE
  }

  public record PresenceTold(long atNanos, String user, Presence presence) implements Frame {}

  <F extends Frame> List<F> all(Class<F> type) {
    return frames.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
