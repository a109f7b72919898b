package gochat.shard;

import gochat.journal.Journal;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// A shard that counts its turns, and how often they were encoded.
public final class CountedShard extends Shard {
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong encodings = new AtomicLong();

  public CountedShard(
      Journal journal, ShardConfig config, InstantSource clock, Consumer<List<Turn>> observer) {
    super(journal, config, clock, observer);
  }

  /// How many turns had events, each room's on its own.
  public long turns() {
    return turns.get();
  }

  /// How often the events of a turn became bytes of any wire format, on any lane.
  public long encodings() {
    return encodings.get();
  }

  @Override
  void deliver(LiveRoom room, Turn turn) {
    if (!turn.entries().isEmpty()) {
      turns.incrementAndGet();
    }
    super.deliver(room, turn);
  }

  @Override
  void deliver(Audience audience, Turn turn) {
    try (Delivery delivery = new Counted(turn)) {
      audience.deliver(delivery);
    }
  }

  private final class Counted extends Delivery {
    private final Set<Encoded> known = Collections.newSetFromMap(new IdentityHashMap<>());

    Counted(Turn turn) {
      super(turn);
    }

    @Override
    public <E extends Encoded> E encoded(Class<E> type, Function<Turn, E> encode) {
      E encoded = super.encoded(type, encode);
      if (known.add(encoded)) {
        encodings.incrementAndGet();
      }
      return encoded;
    }
  }
}
