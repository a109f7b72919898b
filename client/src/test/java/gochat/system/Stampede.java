package gochat.system;

import gochat.checker.HistoryRecorder;
import gochat.checker.Stop.Attempt;
import gochat.client.ServerProcess;
import gochat.v1.ClientFrame;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Clients on all ports that come back at once, over and over, until it is closed. With each stream
/// they open a connection on which they say nothing, and which they don't close by themselves. All
/// have the same user, who takes part in nothing else.
final class Stampede implements AutoCloseable {
  private static final int CLIENTS_PER_WIRE = 3;
  private static final int PAUSE_MS = 5;

  private final HistoryRecorder recorder;
  private final String token;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> silent = new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  Stampede(ServerProcess server, String token, HistoryRecorder recorder) {
    this.token = token;
    this.recorder = recorder;
    for (Wire wire : Wire.values()) {
      int port = wire.port(server);
      for (int i = 0; i < CLIENTS_PER_WIRE; i++) {
        Returning client = new Returning(wire, port);
        client.loop.execute(client::connect);
      }
    }
  }

  List<Attempt> attempts() {
    return new ArrayList<>(attempts);
  }

  @Override
  public void close() {
    isClosed = true;
    for (Socket socket : silent) {
      try {
        socket.close();
      } catch (IOException _) {
        // Then it is gone, which is what was wanted.
      }
    }
  }

  /// Confined to its loop.
  private final class Returning implements WireStream.Listener {
    private final Wire wire;
    private final int port;
    private final ScheduledExecutorService loop =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    Returning(Wire wire, int port) {
      this.wire = wire;
      this.port = port;
    }

    void connect() {
      if (isClosed) {
        return;
      }
      if (isAccepted()) {
        wire.open(port, token, loop, this)
            .send(
                ClientFrame.newBuilder()
                    .setId(1)
                    .setStart(StartRequest.getDefaultInstance())
                    .build());
      } else {
        var _ = loop.schedule(this::connect, PAUSE_MS, TimeUnit.MILLISECONDS);
      }
    }

    private boolean isAccepted() {
      long startedAt = recorder.now();
      boolean isAccepted;
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        silent.add(socket);
        // Where nobody listens, a socket may get that very port, and find itself.
        isAccepted = socket.getLocalPort() != port;
      } catch (IOException _) {
        isAccepted = false;
      }
      attempts.add(new Attempt(port, startedAt, recorder.now(), isAccepted));
      return isAccepted;
    }

    @Override
    public void frame(ServerFrame frame) {}

    @Override
    public long pauseMs() {
      return 0;
    }

    @Override
    public void ended(Status status) {
      if (!Link.isBroken(status)) {
        recorder.problem("a stream of " + wire + " at a stop ended with " + status);
      }
      connect();
    }
  }
}
