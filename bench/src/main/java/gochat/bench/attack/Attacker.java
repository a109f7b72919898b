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

/// An attacker of one port, with its own address. For one thread, which blocks; another thread may
/// close it meanwhile.
public final class Attacker implements Closeable {
  /// The attacked server, and how the attacker connects to it.
  ///
  /// @param tls whether connections are encrypted
  public record Way(AttackTarget target, Port port, boolean tls) {}

  /// The rate of an attack.
  ///
  /// @param turnsPerSecond frames, messages or requests
  /// @param connectionsPerSecond new ones
  public record Rate(double turnsPerSecond, double connectionsPerSecond) {
    /// As fast as this machine can.
    public static final Rate UNBOUNDED =
        new Rate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// Writes the same bytes in each turn.
  @FunctionalInterface
  interface Turn {
    /// @param turn from 0 on
    void write(int turn) throws IOException, InterruptedException;
  }

  /// A server on a busy machine may close a connection this long after the last write. Attacks that
  /// expect to be held do not wait so long.
  private static final int CLOSE_MS = 5_000;

  private static final int POLL_MS = 5;

  /// Beyond it the oldest connections are closed.
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

  /// @param index of the attacker's address: 127.0.2.1 for 0
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

  /// Connects, with TLS if [Way#tls] says so.
  ///
  /// @param protocol that ALPN offers
  RawConnection connect(String protocol) throws IOException {
    connects.await();
    return keep(
        way.tls
            ? RawConnection.encrypted(source, way.target.address(way.port), protocol)
            : RawConnection.plain(source, way.target.address(way.port)));
  }

  /// Connects without TLS.
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
  /// @return `CLOSED` if it did, `HELD` if it stopped reading, `SERVED` if it took everything
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

  /// Goes on with slow writes: without reads, only a write shows that the server has closed.
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

  /// The same, for a limited time: a write that is not done by then is held. It does not wait for
  /// the end of a connection that took everything.
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

  /// Waits a short time, and returns whether the server has closed one of the connections.
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

  /// An unused name; it has no letters after the dash, because some look like digits.
  String newName() {
    return "attacker-" + NAMES.incrementAndGet();
  }

  /// The attacker's account.
  ApiUser user() {
    if (user == null) {
      user = keep(ApiUser.account(way.target, newName()));
    }
    return user;
  }

  /// A new account of the attacker for each call.
  ApiUser newUser() {
    return keep(ApiUser.account(way.target, newName()));
  }

  /// A new guest of the attacker for each call.
  ApiUser newGuest() {
    return keep(ApiUser.guest(way.target, newName()));
  }

  private synchronized ApiUser keep(ApiUser made) {
    users.add(made);
    return made;
  }

  /// The number of opened connections.
  public synchronized int connections() {
    return opened;
  }

  public synchronized boolean isClosed() {
    return isClosed;
  }

  /// Closes all open connections.
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
