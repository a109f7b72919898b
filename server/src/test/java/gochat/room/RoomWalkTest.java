package gochat.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomWalkTest {
  private static final int SEEDS = Integer.getInteger("gochat.simulation.seeds", 100);

  private static Set<Object> run(long seed, RoomKind kind) {
    try {
      return RoomWalk.run(seed, kind);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d, %s: %s".formatted(seed, kind, e.getMessage()), e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noSeedLeadsAstray(RoomKind kind) {
    for (long seed = 0; seed < SEEDS; seed++) {
      run(seed, kind);
    }
  }

  @Test
  void theSeedsLeadEverywhere() {
    Set<Object> seen = new HashSet<>();
    for (RoomKind kind : RoomKind.values()) {
      for (long seed = 0; seed < 50; seed++) {
        seen.addAll(run(seed, kind));
      }
    }

    // The walk can't reach these: they take more users or messages than it has, or a disk.
    Set<Rejection> elsewhere =
        EnumSet.of(
            Rejection.TOO_MANY_MEMBERS,
            Rejection.LIST_FULL,
            Rejection.TOO_MANY_PINS,
            Rejection.DISK_FULL);
    assertThat(seen).containsAll(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
    assertThat(seen).containsAll(recordedEvents());
  }

  /// All kinds of events except those that are never appended.
  private static List<Class<?>> recordedEvents() {
    return List.of(
        RoomEvent.Posted.class,
        RoomEvent.Edited.class,
        RoomEvent.Deleted.class,
        RoomEvent.ReactionAdded.class,
        RoomEvent.ReactionRemoved.class,
        RoomEvent.Pinned.class,
        RoomEvent.Unpinned.class,
        RoomEvent.Created.class,
        RoomEvent.DirectOpened.class,
        RoomEvent.Renamed.class,
        RoomEvent.TopicChanged.class,
        RoomEvent.Joined.class,
        RoomEvent.Left.class,
        RoomEvent.Kicked.class,
        RoomEvent.Banned.class,
        RoomEvent.Unbanned.class,
        RoomEvent.Muted.class,
        RoomEvent.Unmuted.class,
        RoomEvent.RoleChanged.class);
  }
}
