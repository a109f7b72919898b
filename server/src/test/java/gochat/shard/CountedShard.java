package gochat.shard;

import gochat.journal.Journal;
import gochat.room.Command;
import gochat.room.Room;
import gochat.room.RoomId;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// A shard that counts its turns, and how often they were encoded.
public final class CountedShard extends Shard {
  private final Counts counts;

  /// @param onSubmit runs on the thread that submits a command
  public CountedShard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      ShardObserver observer,
      Runnable onSubmit) {
    this(journal, config, clock, observer, new Counts(onSubmit));
  }

  private CountedShard(
      Journal journal,
      ShardConfig config,
      InstantSource clock,
      ShardObserver observer,
      Counts counts) {
    super(
        journal,
        config,
        clock,
        observer,
        new RoomMemory(journal, config.policy(), clock, observer) {
          @Override
          LiveRoom live(Room state) {
            return new CountedRoom(state, counts);
          }
        });
    this.counts = counts;
  }

  @Override
  public boolean submit(RoomId room, Command command, Submitter by) {
    counts.onSubmit.run();
    return super.submit(room, command, by);
  }

  /// How many turns had events, each room's on its own.
  public long turns() {
    return counts.turns.get();
  }

  /// How often the events of a turn became bytes of any wire format, on any lane.
  public long encodings() {
    return counts.encodings.get();
  }

  private static final class Counts {
    final Runnable onSubmit;
    final AtomicLong turns = new AtomicLong();
    final AtomicLong encodings = new AtomicLong();

    Counts(Runnable onSubmit) {
      this.onSubmit = onSubmit;
    }
  }

  private static final class CountedRoom extends LiveRoom {
    private final Counts counts;

    CountedRoom(Room state, Counts counts) {
      super(state);
      this.counts = counts;
    }

    @Override
    void deliver(Turn turn, IntConsumer delivered) {
      if (!turn.entries().isEmpty()) {
        counts.turns.incrementAndGet();
      }
      super.deliver(turn, delivered);
    }

    @Override
    Delivery delivery(Turn turn) {
      return new CountedDelivery(turn, counts);
    }
  }

  private static final class CountedDelivery extends Delivery {
    private final Counts counts;
    private final Set<Encoded> known = Collections.newSetFromMap(new IdentityHashMap<>());

    CountedDelivery(Turn turn, Counts counts) {
      super(turn);
      this.counts = counts;
    }

    @Override
    public <E extends Encoded> E encoded(Class<E> type, Function<Turn, E> encode) {
      E encoded = super.encoded(type, encode);
      if (known.add(encoded)) {
        counts.encodings.incrementAndGet();
      }
      return encoded;
    }
  }
}
