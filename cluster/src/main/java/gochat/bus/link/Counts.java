package gochat.bus.link;

import gochat.bus.BusStatus.Traffic;
import java.util.concurrent.atomic.LongAdder;

/// Counts the messages of one direction. For any thread.
final class Counts {
  private final LongAdder messages = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder lost = new LongAdder();

  void passed(byte[] message) {
    messages.increment();
    bytes.add(message.length);
  }

  void lost(long count) {
    lost.add(count);
  }

  Traffic traffic() {
    return new Traffic(messages.sum(), bytes.sum(), lost.sum());
  }
}
