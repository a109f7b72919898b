package gochat.session;

import java.util.ArrayList;
import java.util.List;

/// The bus between the servers. It loses, doubles, delays and reorders what it carries.
final class LossyBus {
  private static final int LATE_MAX = 30;

  /// @param loss run when it is lost
  /// @param late how often it does not come yet when its turn has come
  private record Message(Runnable arrival, Runnable loss, int late) {}

  private final World world;
  private final List<Message> underWay = new ArrayList<>();

  LossyBus(World world) {
    this.world = world;
  }

  void send(Runnable arrival, Runnable loss) {
    send(arrival, loss, 4);
  }

  /// Sends a private message, or what a server says to one. It is late more often, so that what was
  /// sent after it is there first.
  void sendPrivate(Runnable arrival, Runnable loss) {
    send(arrival, loss, 2);
  }

  private void send(Runnable arrival, Runnable loss, int lateOneIn) {
    int late = world.oneIn(lateOneIn) ? world.random.nextInt(LATE_MAX) : 0;
    underWay.add(new Message(arrival, loss, late));
  }

  /// Carries any of what is on its way; it may also lose it, or carry it again.
  void step() {
    if (underWay.isEmpty()) {
      return;
    }
    Message message = underWay.remove(world.random.nextInt(underWay.size()));
    if (message.late > 0 && !world.isHealed()) {
      underWay.add(new Message(message.arrival, message.loss, message.late - 1));
      return;
    }
    int dice = world.isHealed() ? 2 : world.random.nextInt(6);
    if (dice > 0) {
      message.arrival.run();
    } else {
      message.loss.run();
    }
    if (dice == 1) {
      underWay.add(message);
    }
  }
}
