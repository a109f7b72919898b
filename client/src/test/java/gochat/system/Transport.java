package gochat.system;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import gochat.v1.ClientFrame;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The transports of a `Connect` stream.
enum Transport {
  GRPC {
    @Override
    int port(Servers servers) {
      return servers.port();
    }

    @Override
    Connection open(int port, String token, ScheduledExecutorService loop, Listener listener) {
      return new GrpcConnection(port, token, loop, listener);
    }
  },
  WEB_SOCKET {
    @Override
    int port(Servers servers) {
      return servers.webPort();
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

  /// A port of this transport; 0 while no server runs.
  abstract int port(Servers servers);

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
      Metadata headers = new Metadata();
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
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
          headers);
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

  /// A WebSocket. The listener gets its end as the corresponding status of gRPC.
  private static final class WebSocketConnection implements Connection {
    private static final int PROBE_MS = 1_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer();
    private static final JsonFormat.Parser PARSER =
        JsonFormat.parser()
            .usingTypeRegistry(
                TypeRegistry.newBuilder()
                    .add(BadRequest.getDescriptor())
                    .add(ErrorInfo.getDescriptor())
                    .add(RetryInfo.getDescriptor())
                    .build());

    private final ScheduledExecutorService loop;
    private final Listener listener;
    private final CompletableFuture<WebSocket> opened;

    /// The end of the latest write; each waits for the one before.
    private CompletableFuture<WebSocket> sent;

    /// Confined to the loop.
    private boolean hasEnded;

    WebSocketConnection(int port, String token, ScheduledExecutorService loop, Listener listener) {
      this.loop = loop;
      this.listener = listener;
      opened =
          HTTP.newWebSocketBuilder()
              .header("authorization", "Bearer " + token)
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/connect"), new Incoming());
      sent = opened;
      var _ = opened.whenComplete(this::endIfFailed);
      loop.execute(this::probe);
    }

    /// The JDK may not report the end of a connection that comes during a request for more; a ping
    /// then fails.
    private void probe() {
      if (!hasEnded) {
        var _ =
            opened
                .thenCompose(socket -> socket.sendPing(ByteBuffer.allocate(0)))
                .whenComplete((socket, failure) -> {
                  endIfFailed(socket, failure);
                  if (failure == null) {
                    var _ = loop.schedule(this::probe, PROBE_MS, TimeUnit.MILLISECONDS);
                  }
                });
      }
    }

    @Override
    public void send(ClientFrame frame) {
      String text;
      try {
        text = PRINTER.print(frame);
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalArgumentException(e);
      }
      sent = sent.thenCompose(socket -> socket.sendText(text, true));
      var _ = sent.whenComplete(this::endIfFailed);
    }

    @Override
    public void cancel() {
      end(Status.CANCELLED);
    }

    private void endIfFailed(@Nullable WebSocket socket, @Nullable Throwable failure) {
      if (failure != null) {
        fail(failure instanceof CompletionException ? failure.getCause() : failure);
      }
    }

    private void fail(@Nullable Throwable cause) {
      end(
          switch (cause) {
            case WebSocketHandshakeException refused
                when refused.getResponse().statusCode() != 503 ->
                Status.UNKNOWN.withDescription("refused with " + refused.getResponse());
            // The JDK may throw an InternalError if a connection ends during a request for more.
            case IOException _, InternalError _ -> Status.UNAVAILABLE.withCause(cause);
            case null, default -> Status.UNKNOWN.withCause(cause);
          });
    }

    private void end(Status status) {
      var _ = opened.thenAccept(WebSocket::abort);
      loop.execute(() -> {
        if (!hasEnded) {
          hasEnded = true;
          listener.ended(status);
        }
      });
    }

    private final class Incoming implements WebSocket.Listener {
      private final StringBuilder text = new StringBuilder();

      @Override
      public @Nullable CompletionStage<?> onText(
          WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (!last) {
          socket.request(1);
          return null;
        }
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        try {
          PARSER.merge(text.toString(), frame);
        } catch (InvalidProtocolBufferException e) {
          end(Status.INTERNAL.withCause(e));
          return null;
        }
        text.setLength(0);
        loop.execute(() -> frame(socket, frame.build()));
        return null;
      }

      private void frame(WebSocket socket, ServerFrame frame) {
        if (hasEnded) {
          return;
        }
        try {
          listener.frame(frame);
          long pauseMs = listener.pauseMs();
          if (pauseMs == 0) {
            socket.request(1);
          } else {
            var _ = loop.schedule(() -> socket.request(1), pauseMs, TimeUnit.MILLISECONDS);
          }
        } catch (RuntimeException | InternalError e) {
          fail(e);
        }
      }

      @Override
      public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        Status status =
            switch (code) {
              case 1000 -> Status.OK;
              case 1001, 1006 -> Status.UNAVAILABLE;
              case 1013 -> Status.RESOURCE_EXHAUSTED;
              default -> Status.UNKNOWN;
            };
        end(status.withDescription(code + " " + reason));
        return null;
      }

      @Override
      public void onError(WebSocket socket, Throwable error) {
        fail(error);
      }
    }
  }
}
