package gochat.system;

import gochat.client.ServerProcess;
import gochat.v1.ClientFrame;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The transports of a `Connect` stream.
enum Transport {
  GRPC {
    @Override
    int port(ServerProcess server) {
      return server.port();
    }

    @Override
    Connection open(int port, String token, ScheduledExecutorService loop, Listener listener) {
      return new GrpcConnection(port, token, loop, listener);
    }
  },
  WEB_SOCKET {
    @Override
    int port(ServerProcess server) {
      return server.webPort();
    }

    @Override
    Connection open(int port, String token, ScheduledExecutorService loop, Listener listener) {
      return new WebSocketConnection(port, token, loop, listener);
    }
  };

  /// One connection with one `Connect` stream.
  interface Connection {
    void send(ClientFrame frame);

    /// Ends the connection at once. The listener still gets the frames that have arrived.
    void cancel();
  }

  /// All callbacks run on the loop.
  interface Listener {
    void frame(ServerFrame frame);

    /// The pause before the next frame is requested.
    long pauseMs();

    /// The last callback.
    void ended(Status status);
  }

  /// The server's port of this transport; 0 while the server is down.
  abstract int port(ServerProcess server);

  /// @param loop runs all callbacks
  abstract Connection open(
      int port, String token, ScheduledExecutorService loop, Listener listener);

  private static final class GrpcConnection implements Connection {
    private static final int FRAME_BYTES_MAX = 64 << 20;

    private final ManagedChannel channel;
    private final ClientCall<ClientFrame, ServerFrame> call;

    GrpcConnection(int port, String token, ScheduledExecutorService loop, Listener listener) {
      channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .usePlaintext()
              .disableRetry()
              .executor(loop)
              .build();
      call =
          channel.newCall(
              StreamServiceGrpc.getConnectMethod(),
              CallOptions.DEFAULT.withMaxInboundMessageSize(FRAME_BYTES_MAX));
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(ServerFrame frame) {
              listener.frame(frame);
              long pauseMs = listener.pauseMs();
              if (pauseMs == 0) {
                call.request(1);
              } else {
                var _ = loop.schedule(() -> call.request(1), pauseMs, TimeUnit.MILLISECONDS);
              }
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              channel.shutdownNow();
              listener.ended(status);
            }
          },
          TestUsers.credentials(token));
      call.request(1);
    }

    @Override
    public void send(ClientFrame frame) {
      call.sendMessage(frame);
    }

    @Override
    public void cancel() {
      call.cancel("crash", null);
    }
  }
}
