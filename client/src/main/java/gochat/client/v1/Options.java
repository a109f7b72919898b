package gochat.client.v1;

import gochat.v1.FollowFrom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The rooms that a [Chat] follows, and how.
///
/// @param cursors where to continue, and where positions are stored
/// @param from where rooms begin for which there is no cursor. `FOLLOW_FROM_UNSPECIFIED`: behind
///   the event by which the user became a member, so that a program misses nothing of what came
///   while it was not running; but a chat that stores no cursors begins at the ends of the logs
/// @param rooms public rooms to follow without being a member, by id or `#name`
/// @param catchUpMax the most missed events per room to receive, older ones are reported as a gap;
///   0: no limit
/// @param watchedUsers users whose presence to receive, by id or name
/// @param random makes, for each chat, the generator that chooses its first address and spreads its
///   pauses between attempts
public record Options(
    CursorStore cursors,
    FollowFrom from,
    List<String> rooms,
    int catchUpMax,
    List<String> watchedUsers,
    Timeouts timeouts,
    Supplier<RandomGenerator> random) {
  /// Stores no cursors, and receives all events since the chat has begun.
  public static final Options DEFAULT =
      new Options(
          CursorStore.none(),
          FollowFrom.FOLLOW_FROM_UNSPECIFIED,
          List.of(),
          0,
          List.of(),
          Timeouts.DEFAULT,
          SplittableRandom::new);

  public Options {
    rooms = List.copyOf(rooms);
    watchedUsers = List.copyOf(watchedUsers);
  }

  public Options withCursors(CursorStore cursors) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withFrom(FollowFrom from) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withRooms(List<String> rooms) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withCatchUpMax(int catchUpMax) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withWatchedUsers(List<String> watchedUsers) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withTimeouts(Timeouts timeouts) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }

  public Options withRandom(Supplier<RandomGenerator> random) {
    return new Options(cursors, from, rooms, catchUpMax, watchedUsers, timeouts, random);
  }
}
