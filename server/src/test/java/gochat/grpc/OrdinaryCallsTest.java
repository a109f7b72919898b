package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import gochat.grpc.EdgeFixture.EchoService;
import gochat.limit.LimitTable.Holds;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ordinary gRPC services on this edge, with grpc-java as the client.
@ExtendWith(NoLeaks.class)
class OrdinaryCallsTest {
  private static final int MESSAGE_BYTES_MAX = 128 * 1024;
  private static final Metadata.Key<String> NOTE =
      Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> SEAL =
      Metadata.Key.of("seal-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final EchoService echo = new EchoService();
  private final AtomicReference<Metadata> seen = new AtomicReference<>();
  private EdgeFixture edge;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    edge =
        new EdgeFixture(
            ServiceRegistry.builder()
                .add(ServerInterceptors.intercept(echo.definition(), new EchoMetadata()))
                .build(MESSAGE_BYTES_MAX));
    channel = edge.channel();
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  /// Sends the request's metadata back in headers and trailers.
  private final class EchoMetadata implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      seen.set(headers);
      return next.startCall(
          new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
            @Override
            public void sendHeaders(Metadata answer) {
              answer.merge(headers);
              super.sendHeaders(answer);
            }

            @Override
            public void close(Status status, Metadata trailers) {
              trailers.merge(headers);
              super.close(status, trailers);
            }
          },
          headers);
    }
  }

  private byte[] ask(MethodDescriptor<byte[], byte[]> method, byte[] question) {
    return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, question);
  }

  private Status statusOf(ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus();
  }

  @Test
  void aUnaryCallIsAnswered() {
    byte[] question = new byte[100_000];
    new Random(1).nextBytes(question);

    assertThat(ask(EchoService.UNARY, question)).isEqualTo(question);
    assertThat(ask(EchoService.UNARY, new byte[0])).isEmpty();
  }

  @Test
  void aServerStreamArrivesWholeThoughItIsFarLongerThanTheWindow() {
    Iterator<byte[]> answers =
        ClientCalls.blockingServerStreamingCall(
            channel, EchoService.COUNT, CallOptions.DEFAULT, new byte[2_000]);

    int count = 0;
    while (answers.hasNext()) {
      assertThat(answers.next()).hasSize(1_000);
      count++;
    }
    assertThat(count).isEqualTo(2_000);
  }

  @Test
  void aBidiStreamAnswersInOrderAndTwoOfThemShareAConnection() throws Exception {
    BidiCall first = new BidiCall();
    BidiCall second = new BidiCall();
    for (int i = 0; i < 500; i++) {
      first.questions.onNext(new byte[] {1, (byte) i});
      second.questions.onNext(new byte[] {2, (byte) i});
    }
    first.questions.onCompleted();
    second.questions.onCompleted();

    assertThat(first.end.get(60, TimeUnit.SECONDS)).isEqualTo("completed");
    assertThat(second.end.get(60, TimeUnit.SECONDS)).isEqualTo("completed");
    assertThat(first.answers).hasSize(500);
    for (int i = 0; i < 500; i++) {
      assertThat(first.answers.get(i)).containsExactly(1, (byte) i);
      assertThat(second.answers.get(i)).containsExactly(2, (byte) i);
    }
  }

  private final class BidiCall implements StreamObserver<byte[]> {
    final List<byte[]> answers = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<String> end = new CompletableFuture<>();
    final StreamObserver<byte[]> questions =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(EchoService.CHAT, CallOptions.DEFAULT), this);

    @Override
    public void onNext(byte[] answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable cause) {
      end.complete(cause.toString());
    }

    @Override
    public void onCompleted() {
      end.complete("completed");
    }
  }

  @Test
  void gzipFromAClientIsUnderstood() {
    byte[] question = new byte[100_000];

    byte[] answer =
        ClientCalls.blockingUnaryCall(
            channel, EchoService.UNARY, CallOptions.DEFAULT.withCompression("gzip"), question);

    assertThat(answer).isEqualTo(question);
  }

  @Test
  void metadataGoesBothWaysAlsoBinaryAndBig() {
    Metadata sent = new Metadata();
    sent.put(NOTE, "x".repeat(3_000));
    sent.put(NOTE, "twice");
    sent.put(SEAL, new byte[] {0, -1, 10, 44});
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();

    ClientCalls.blockingUnaryCall(
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newAttachHeadersInterceptor(sent),
            MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)),
        EchoService.UNARY,
        CallOptions.DEFAULT,
        new byte[1]);

    for (Metadata metadata : List.of(seen.get(), headers.get(), trailers.get())) {
      assertThat(metadata.getAll(NOTE)).containsExactly("x".repeat(3_000), "twice");
      assertThat(metadata.get(SEAL)).containsExactly(0, -1, 10, 44);
    }
  }

  @Test
  void anExceptionOfAServiceTellsTheCallerNothingOfIt() {
    Status status = statusOf(() -> ask(EchoService.BROKEN, new byte[1]));

    assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.getDescription()).isEqualTo("The server failed; its log says why.");
  }

  @Test
  void aPassedDeadlineEndsTheCallOnBothSides() throws Exception {
    CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS);

    // On a busy machine the deadline may pass before the call reaches the service.
    await()
        .until(() -> {
          Status status =
              statusOf(() ->
                  ClientCalls.blockingUnaryCall(channel, EchoService.STUCK, soon, new byte[1]));
          assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
          return echo.stuckStarted.getCount() == 0;
        });

    assertThat(echo.stuckEnded.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
  }

  @Test
  void aCancelledCallIsCancelledAtTheService() throws Exception {
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(() ->
        ClientCalls.asyncUnaryCall(
            channel.newCall(EchoService.STUCK, CallOptions.DEFAULT), new byte[1], new BidiCall()));
    assertThat(echo.stuckStarted.await(60, TimeUnit.SECONDS)).isTrue();
    context.cancel(null);

    assertThat(echo.stuckEnded.get(60, TimeUnit.SECONDS)).isEqualTo("cancelled");
  }

  @Test
  void aMessageBeyondTheLimitIsRefusedAndTheConnectionLivesOn() {
    Status status = statusOf(() -> ask(EchoService.UNARY, new byte[1_000_000]));
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    Status huge = statusOf(() -> ask(EchoService.UNARY, new byte[5_000_000]));
    assertThat(huge.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);

    assertThat(ask(EchoService.UNARY, new byte[1])).hasSize(1);
  }

  @Test
  void anUnknownMethodIsUnimplementedWithASentence() {
    var unknown = EchoService.UNARY.toBuilder().setFullMethodName("test.Echo/Nothing").build();

    Status status = statusOf(() -> ask(unknown, new byte[100_000]));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(status.getDescription()).contains("/test.Echo/Nothing");
  }

  @Test
  @Holds("request.unwritten-bytes-max")
  void aServiceIsHeldBackWhileTheClientReadsNothing() throws Exception {
    ClientCall<byte[], byte[]> call = channel.newCall(EchoService.COUNT, CallOptions.DEFAULT);
    CompletableFuture<Status> end = new CompletableFuture<>();
    int[] received = {0};
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] message) {
            received[0]++;
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        new Metadata());
    call.sendMessage(new byte[2_000]);
    call.halfClose();
    await().during(200, TimeUnit.MILLISECONDS).until(() -> !end.isDone());
    call.request(1);

    assertThat(end.get(60, TimeUnit.SECONDS).isOk()).isTrue();
    assertThat(received[0]).isEqualTo(2_000);
  }
}
