package gochat.metric;

import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.shard.ShardObserver;
import gochat.shard.Turn;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/// Measures the turns of all shards. Shards and lanes call it; nothing waits.
final class TurnMeter {
  private final LongAdder messages = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final LongAdder peerEvents = new LongAdder();
  private final LongConsumer deliveryNanos;
  private final LongConsumer peerReadNanos;

  TurnMeter(Meters meters) {
    meters.counter(Metric.MESSAGES_STORED_TOTAL, messages::sum);
    meters.counter(Metric.EVENTS_STORED_TOTAL, events::sum);
    meters.counter(Metric.DELIVERIES_TOTAL, "live", deliveries::sum);
    deliveryNanos = meters.seconds(Metric.DELIVERY_SECONDS);
    meters.counter(Metric.PEER_EVENTS_TOTAL, peerEvents::sum);
    peerReadNanos = meters.seconds(Metric.PEER_READ_SECONDS);
  }

  /// An observer of one shard that passes everything on to `next`.
  ShardObserver before(ShardObserver next) {
    return new ShardObserver() {
      @Override
      public void announce(List<Turn> turns) {
        next.announce(turns);
        turns.forEach(TurnMeter.this::count);
      }

      @Override
      public void recorded(List<Turn> turns) {
        next.recorded(turns);
      }

      @Override
      public void learned(Turn turn, long nanos) {
        next.learned(turn, nanos);
        peerEvents.add(turn.entries().size());
        peerReadNanos.accept(nanos);
      }

      @Override
      public void dropped(RoomId room) {
        next.dropped(room);
      }

      @Override
      public void delivered(Turn turn, int followers, long nanos) {
        next.delivered(turn, followers, nanos);
        if (followers > 0) {
          deliveries.add((long) followers * turn.entries().size());
          deliveryNanos.accept(nanos);
        }
      }
    };
  }

  private void count(Turn turn) {
    int posted = 0;
    for (LogEntry entry : turn.entries()) {
      if (entry.event() instanceof RoomEvent.Posted) {
        posted++;
      }
    }
    messages.add(posted);
    events.add(turn.entries().size());
  }
}
