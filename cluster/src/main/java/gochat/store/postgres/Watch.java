package gochat.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the beats of other lives, by the monotonic clock of this server: no clocks of two
/// machines are compared. For any thread.
///
/// When nobody can beat, because the database is away or this server pauses, all beats stand still.
/// So each watch begins anew after a time in which this server has not looked.
final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);

  /// @param sinceNanos when this beat was seen first
  private record Seen(long beat, long sinceNanos) {}

  private final long stillNanosMax;
  private final long gapNanosMax;
  private Map<UUID, Seen> seen = Map.of();
  private long lookedNanos;

  /// @param stillMax a life whose beat stands still for so long is dead
  Watch(Duration stillMax) {
    stillNanosMax = stillMax.toNanos();
    gapNanosMax = stillNanosMax / 2;
  }

  /// Looks at all lives, and ends the dead ones.
  ///
  /// @return always true
  boolean endDead(Sql sql) throws SQLException {
    Map<UUID, Long> dead = look(LifeRows.beats(sql), System.nanoTime());
    for (Map.Entry<UUID, Long> life : dead.entrySet()) {
      LifeRows.end(sql, life.getKey(), life.getValue())
          .ifPresent(address ->
              log.atWarn()
                  .addKeyValue("id", life.getKey())
                  .addKeyValue("address", address)
                  .log("a server is found dead, because it does not beat"));
    }
    return true;
  }

  /// Looks at the beats of the lives that are there now.
  ///
  /// @return the dead ones, with their beats
  synchronized Map<UUID, Long> look(Map<UUID, Long> beats, long nowNanos) {
    boolean isAnew = nowNanos - lookedNanos > gapNanosMax;
    lookedNanos = nowNanos;
    Map<UUID, Seen> now = new HashMap<>();
    beats.forEach((life, beat) -> {
      Seen before = seen.get(life);
      boolean isStill = !isAnew && before != null && before.beat == beat;
      now.put(life, isStill ? before : new Seen(beat, nowNanos));
    });
    seen = now;
    return beats.entrySet().stream()
        .filter(life -> stillNanos(life.getKey(), nowNanos) >= stillNanosMax)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private long stillNanos(UUID life, long nowNanos) {
    Seen last = seen.get(life);
    return last == null ? 0 : nowNanos - last.sinceNanos;
  }

  /// How long the beat of a life stands still, empty for a life that was not seen.
  synchronized Optional<Duration> still(UUID life, long nowNanos) {
    return seen.containsKey(life)
        ? Optional.of(Duration.ofNanos(stillNanos(life, nowNanos)))
        : Optional.empty();
  }
}
