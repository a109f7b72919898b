package gochat.client.v1;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a [Chat] follows, and how.
///
/// @param cursors where to go on, and where that is kept
/// @param rooms public rooms to follow without being a member, by id or `#name`
/// @param catchUpMax at most so many missed events of a room are wanted, those before are told as a
///   gap; 0: all
/// @param watchedUsers users whose presence is wanted, by id or name
/// @param random makes, for each chat, what spreads its pauses between attempts
public record Options(
    CursorStore cursors,
    List<String> rooms,
    int catchUpMax,
    List<String> watchedUsers,
    Patience patience,
    Supplier<RandomGenerator> random) {
  /// Keeps no cursors, and wants everything.
  public static final Options DEFAULT =
      new Options(
          CursorStore.none(), List.of(), 0, List.of(), Patience.DEFAULT, SplittableRandom::new);

  public Options {
    rooms = List.copyOf(rooms);
    watchedUsers = List.copyOf(watchedUsers);
  }

  public Options withCursors(CursorStore cursors) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }

  public Options withRooms(List<String> rooms) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }

  public Options withCatchUpMax(int catchUpMax) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }

  public Options withWatchedUsers(List<String> watchedUsers) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }

  public Options withPatience(Patience patience) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }

  public Options withRandom(Supplier<RandomGenerator> random) {
    return new Options(cursors, rooms, catchUpMax, watchedUsers, patience, random);
  }
}
