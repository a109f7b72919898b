package gochat.system;

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

/// A stream of gRPC on a connection of its own.
final class GrpcStream implements WireStream {
  private static final int FRAME_BYTES_MAX = 64 << 20;

  private final ManagedChannel channel;
  private final ClientCall<ClientFrame, ServerFrame> call;

  GrpcStream(int port, String token, ScheduledExecutorService loop, Listener listener) {
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
        Cast.metadata(token));
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
