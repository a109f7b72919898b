package gochat.system;

import gochat.checker.History.Stop.Attempt;
import gochat.checker.HistoryRecorder;
import gochat.client.ServerProcess;
import gochat.system.Devices.Client;
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

/// Clients on all ports that reconnect without a pause until it is closed. With each stream they
/// also open a connection that stays silent and that only the end of the storm closes. All have the
/// same user, which has no other part in the run.
final class ReconnectStorm implements AutoCloseable {
  private static final int CLIENTS_PER_TRANSPORT = 3;
  private static final int PAUSE_MS = 5;

  private final HistoryRecorder recorder;
  private final String token;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> silent = new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  ReconnectStorm(ServerProcess server, String token, HistoryRecorder recorder) {
    this.token = token;
    this.recorder = recorder;
    for (Transport transport : Transport.values()) {
      int port = transport.port(new OneServer(server));
      for (int i = 0; i < CLIENTS_PER_TRANSPORT; i++) {
        Returning client = new Returning(transport, port);
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
        // It is gone, as intended.
      }
    }
  }

  /// Confined to its loop.
  private final class Returning implements Transport.Listener {
    private final Transport transport;
    private final int port;
    private final ScheduledExecutorService loop =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    Returning(Transport transport, int port) {
      this.transport = transport;
      this.port = port;
    }

    void connect() {
      if (isClosed) {
        return;
      }
      if (isAccepted()) {
        transport
            .open(port, token, loop, this)
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
        // Without a listener, the socket may get this port and connect to itself.
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
      if (!Client.isLoss(status)) {
        recorder.problem("a stream of " + transport + " at a stop ended with " + status);
      }
      connect();
    }
  }
}
