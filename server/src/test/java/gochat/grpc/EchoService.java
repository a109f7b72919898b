package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A small service of every method type, whose messages are bytes.
final class EchoService {
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
