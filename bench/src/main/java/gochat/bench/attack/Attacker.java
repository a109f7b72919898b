package gochat.bench.attack;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Somebody who attacks one port, from an address of their own. For one thread, which waits;
/// another one may close it meanwhile.
public final class Attacker implements Closeable {
  /// The server to be attacked, and how it is reached.
  ///
  /// @param tls whether connections are encrypted
  public record Way(AttackTarget target, Port port, boolean tls) {}

  /// How hard.
  ///
  /// @param turnsPerSecond frames, messages or requests
  /// @param connectionsPerSecond new ones
  public record Rate(double turnsPerSecond, double connectionsPerSecond) {
    /// As hard as this machine can.
    public static final Rate UNBOUNDED =
        new Rate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// Something that is written again and again.
  @FunctionalInterface
  interface Turn {
    /// @param turn from 0 on
    void write(int turn) throws IOException, InterruptedException;
  }

  /// A busy machine may close a connection as late as that after the last write; what expects to be
  /// held does not wait so long.
  private static final int CLOSE_MS = 5_000;

  private static final int POLL_MS = 5;

  /// The oldest ones give way.
  private static final int CONNECTIONS_MAX = 600;

  private static final int TURNS_PER_FLUSH = 32;

  private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());

  private final Way way;
  private final InetAddress source;
  private final Pacer turns;
  private final Pacer connects;
  private final Deque<RawConnection> connections = new ArrayDeque<>();
  private final List<ApiUser> users = new ArrayList<>();
  private @Nullable ApiUser user;
  private int opened;
  private boolean isClosed;

  /// @param index makes the address that the attacker has, 127.0.2.1 for 0
  public Attacker(Way way, int index, Rate rate) throws IOException {
    this.way = way;
    source = InetAddress.getByAddress(new byte[] {127, 0, 2, (byte) (index + 1)});
    turns = new Pacer(rate.turnsPerSecond);
    connects = new Pacer(rate.connectionsPerSecond);
  }

  Way way() {
    return way;
  }

  Port port() {
    return way.port;
  }

  /// Connects, with TLS if that is the way.
  ///
  /// @param protocol that ALPN offers
  RawConnection connect(String protocol) throws IOException {
    connects.await();
    return keep(
        way.tls
            ? RawConnection.encrypted(source, way.target.address(way.port), protocol)
            : RawConnection.plain(source, way.target.address(way.port)));
  }

  /// Connects without TLS, whatever the way is.
  RawConnection connectPlain() throws IOException {
    connects.await();
    return keep(RawConnection.plain(source, way.target.address(way.port)));
  }

  private synchronized RawConnection keep(RawConnection connection) throws IOException {
    if (isClosed) {
      connection.close();
      throw new IOException("the attack is over");
    }
    connections.add(connection);
    opened++;
    if (connections.size() > CONNECTIONS_MAX) {
      connections.remove().close();
    }
    return connection;
  }

  /// Writes turn after turn on `connection`, and waits for the server to close it.
  ///
  /// @return `CLOSED` when it did, `HELD` when it took no more, `SERVED` when it took everything
  Result flood(RawConnection connection, int count, Turn turn) throws InterruptedException {
    AtomicInteger written = new AtomicInteger();
    Thread.startVirtualThread(() -> {
      write(connection, count, turn, written);
      probe(connection, count, turn);
    });
    int before = -1;
    int idleMs = 0;
    while (idleMs < CLOSE_MS) {
      if (connection.awaitEnd(POLL_MS)) {
        return new Result(Defence.CLOSED, written + " turns");
      }
      idleMs = written.get() > before ? 0 : idleMs + POLL_MS;
      before = written.get();
    }
    return served(written.get(), count);
  }

  /// Writes on slowly, as a connection that is not read shows only to a write that it was closed.
  private static void probe(RawConnection connection, int first, Turn turn) {
    try {
      for (int i = first; !connection.hasEnded(); i++) {
        Thread.sleep(POLL_MS);
        turn.write(i);
        connection.flush();
      }
    } catch (IOException e) {
      // The connection has ended, and says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The same, for so long at most: what is not written then is held. It does not wait for the end
  /// of a connection that took everything.
  Result press(RawConnection connection, int count, int millisMax, Turn turn)
      throws InterruptedException {
    AtomicInteger written = new AtomicInteger();
    Thread.startVirtualThread(() -> write(connection, count, turn, written));
    for (int ms = 0; ms < millisMax && written.get() < count; ms += POLL_MS) {
      if (connection.awaitEnd(POLL_MS)) {
        return new Result(Defence.CLOSED, written + " turns");
      }
    }
    return served(written.get(), count);
  }

  private static Result served(int written, int count) {
    return new Result(written < count ? Defence.HELD : Defence.SERVED, written + " turns");
  }

  private void write(RawConnection connection, int count, Turn turn, AtomicInteger written) {
    try {
      for (int i = 0; i < count && !connection.hasEnded(); i++) {
        turns.await();
        turn.write(i);
        if ((i + 1) % TURNS_PER_FLUSH == 0) {
          connection.flush();
        }
        written.set(i + 1);
      }
      connection.flush();
    } catch (IOException e) {
      // The connection has ended, and says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits a moment, and says whether the server has closed one of the connections.
  Result hold() throws InterruptedException {
    Thread.sleep(POLL_MS);
    return held();
  }

  private synchronized Result held() {
    long closed = connections.stream().filter(RawConnection::hasEnded).count();
    return new Result(
        closed == 0 ? Defence.HELD : Defence.CLOSED,
        closed + " of " + connections.size() + " connections closed");
  }

  /// A name that nobody has; without letters behind the dash, as some look like digits.
  String newName() {
    return "attacker-" + NAMES.incrementAndGet();
  }

  /// An account of the attacker's own.
  ApiUser user() {
    if (user == null) {
      user = keep(ApiUser.account(way.target, newName()));
    }
    return user;
  }

  /// One more account of the attacker's, each time.
  ApiUser newUser() {
    return keep(ApiUser.account(way.target, newName()));
  }

  /// A guest of the attacker's, another one each time.
  ApiUser newGuest() {
    return keep(ApiUser.guest(way.target, newName()));
  }

  private synchronized ApiUser keep(ApiUser made) {
    users.add(made);
    return made;
  }

  /// How many connections it has opened.
  public synchronized int connections() {
    return opened;
  }

  public synchronized boolean isClosed() {
    return isClosed;
  }

  /// Leaves whatever is still open.
  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    for (RawConnection connection : connections) {
      connection.close();
    }
    connections.clear();
    users.forEach(ApiUser::close);
  }
}
