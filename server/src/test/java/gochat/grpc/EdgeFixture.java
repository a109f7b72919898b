package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.limit.Limits;
import gochat.limit.NetworkList;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A server on a free port of the loopback address, and its clients.
final class EdgeFixture implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;
  private static final EventLoopGroup LOOPS = Transport.best().newLoops(1);

  final GrpcServer server;
  private final List<ManagedChannel> channels = new ArrayList<>();

  EdgeFixture(ServiceRegistry services, Limits limits, Encryption encryption) throws IOException {
    server = GrpcServer.start("localhost", 0, LOOPS, services, limits, encryption);
  }

  /// @param webPort that the server names in its answers
  EdgeFixture(ServiceRegistry services, Encryption encryption, int webPort) throws IOException {
    server =
        GrpcServer.start(
            "localhost",
            0,
            LOOPS,
            services,
            Limits.STANDARD,
            encryption,
            new GrpcServer.Beside(
                new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY), webPort));
  }

  EdgeFixture(ServiceRegistry services, Limits limits) throws IOException {
    this(services, limits, Encryption.NONE);
  }

  EdgeFixture(ServiceRegistry services) throws IOException {
    this(services, Limits.STANDARD);
  }

  int port() {
    return server.port();
  }

  /// A new connection without TLS.
  ManagedChannel channel() {
    return closing(NettyChannelBuilder.forAddress("localhost", port()).usePlaintext().build());
  }

  /// A new connection over TLS.
  ///
  /// @param trusted the certificate of the server
  ManagedChannel tlsChannel(X509Certificate trusted, String... protocols) throws IOException {
    return closing(
        NettyChannelBuilder.forAddress("localhost", port())
            .sslContext(
                GrpcSslContexts.configure(
                        GrpcSslContexts.forClient().protocols(protocols), SslProvider.JDK)
                    .trustManager(trusted)
                    .build())
            .build());
  }

  /// A socket without TLS, for bytes that no client would send.
  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  /// Shakes hands on a connection that trusts every certificate.
  static SSLSocket shakeHands(Socket tcp, String[] versions, String... applicationProtocols)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, "localhost", tcp.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(versions);
    parameters.setApplicationProtocols(applicationProtocols);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /// A connection over TLS 1.3 or 1.2 that has shaken hands.
  SSLSocket tls(String... applicationProtocols) throws Exception {
    return shakeHands(socket(), new String[] {"TLSv1.3", "TLSv1.2"}, applicationProtocols);
  }

  /// Closes `channel` with this fixture.
  private ManagedChannel closing(ManagedChannel channel) {
    channels.add(channel);
    return channel;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel channel : channels) {
      await().until(channel::isTerminated);
    }
    server.close();
  }

  /// A small service of every method type, whose messages are bytes.
  static final class EchoService {
    static final MethodDescriptor<byte[], byte[]> UNARY = method("Unary", true, true);
    static final MethodDescriptor<byte[], byte[]> COUNT = method("Count", true, false);
    static final MethodDescriptor<byte[], byte[]> CHAT = method("Chat", false, false);
    static final MethodDescriptor<byte[], byte[]> BROKEN = method("Broken", true, true);
    static final MethodDescriptor<byte[], byte[]> STUCK = method("Stuck", true, true);

    /// How the last call of Stuck ended.
    final CompletableFuture<String> stuckEnded = new CompletableFuture<>();

    final CountDownLatch stuckStarted = new CountDownLatch(1);

    private static MethodDescriptor<byte[], byte[]> method(
        String name, boolean isOneQuestion, boolean isOneAnswer) {
      MethodDescriptor.MethodType type =
          isOneQuestion
              ? isOneAnswer
                  ? MethodDescriptor.MethodType.UNARY
                  : MethodDescriptor.MethodType.SERVER_STREAMING
              : MethodDescriptor.MethodType.BIDI_STREAMING;
      return MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(type)
          .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Echo", name))
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();
    }

    /// Asks the unary method.
    static byte[] ask(Channel channel, byte... question) {
      return ClientCalls.blockingUnaryCall(channel, UNARY, CallOptions.DEFAULT, question);
    }

    /// Asserts that a call of the unary method is answered.
    static void assertServed(RawHttp2 client, int stream) throws IOException {
      client.request(stream, "/test.Echo/Unary", false);
      client.data(stream, true, RawHttp2.message(new byte[] {7}));
      assertThat(client.readUntil(f -> f.type() == RawHttp2.DATA && f.stream() == stream))
          .isNotNull();
    }

    ServerServiceDefinition definition() {
      return ServerServiceDefinition.builder("test.Echo")
          .addMethod(UNARY, ServerCalls.asyncUnaryCall(EchoService::answer))
          .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(EchoService::count))
          .addMethod(CHAT, ServerCalls.asyncBidiStreamingCall(EchoService::chat))
          .addMethod(
              BROKEN,
              ServerCalls.asyncUnaryCall((_, _) -> {
                throw new IllegalStateException("a secret of the server");
              }))
          .addMethod(STUCK, ServerCalls.asyncUnaryCall(this::stick))
          .build();
    }

    private static void answer(byte[] question, StreamObserver<byte[]> answers) {
      answers.onNext(question);
      answers.onCompleted();
    }

    /// Sends as many answers of 1,000 bytes as the question has bytes, at the pace of the reader.
    private static void count(byte[] question, StreamObserver<byte[]> answers) {
      var call = (ServerCallStreamObserver<byte[]>) answers;
      int[] left = {question.length};
      call.setOnReadyHandler(() -> {
        while (left[0] > 0 && call.isReady()) {
          left[0]--;
          call.onNext(new byte[1_000]);
          if (left[0] == 0) {
            call.onCompleted();
          }
        }
      });
    }

    private static StreamObserver<byte[]> chat(StreamObserver<byte[]> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(byte[] question) {
          answers.onNext(question);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }

    private void stick(byte[] question, StreamObserver<byte[]> answers) {
      var call = (ServerCallStreamObserver<byte[]>) answers;
      call.setOnCancelHandler(() -> stuckEnded.complete("cancelled"));
      call.setOnCloseHandler(() -> stuckEnded.complete("closed"));
      stuckStarted.countDown();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
      @Override
      public InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public byte[] parse(InputStream stream) {
        try {
          return stream.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
