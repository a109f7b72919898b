package gochat.system;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.checker.HistoryRecorder;
import gochat.checker.HistoryRecorder.Invocation;
import gochat.checker.HistoryRecorder.StreamRecorder;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Request;
import gochat.checker.Operation.Result;
import gochat.checker.Operation.Unknown;
import gochat.checker.Operation.Whisper;
import gochat.checker.Stream;
import gochat.checker.Stream.Kind;
import gochat.checker.Stream.Wishes;
import gochat.grpc.LoopbackProxy;
import gochat.system.Devices.Client;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A program of the first contract, which has neither replies nor cursors: it gets no result of its
/// messages and never gets the events that it missed.
///
/// Its loop confines all state but the volatile fields.
final class SeedClient implements Client {
  private static final int PAUSE_MS_MAX = 200;

  private final String user;
  private final LoopbackProxy link;
  private final HistoryRecorder recorder;
  private final SplittableRandom random;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile String stream = "";
  private @Nullable ClientCallStreamObserver<ChatMessage> wire;
  private boolean isClosed;
  private volatile boolean isSlow;

  SeedClient(String user, LoopbackProxy link, HistoryRecorder recorder, long seed) {
    this.user = user;
    this.link = link;
    this.recorder = recorder;
    random = new SplittableRandom(seed);
    loop.execute(this::connect);
  }

  private void connect() {
    if (isClosed) {
      return;
    }
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", link.port())
            .usePlaintext()
            .disableRetry()
            .executor(loop)
            .build();
    StreamRecorder frames = recorder.opened(user, Kind.SEED, Wishes.NONE);
    stream = frames.id();
    ChatServiceGrpc.newStub(channel).chat(new Listener(channel, frames));
    say("", "");
  }

  private void say(String target, String text) {
    if (wire != null) {
      wire.onNext(
          ChatMessage.newBuilder()
              .setUsername(user)
              .setTargetname(target)
              .setContent(text)
              .build());
    }
  }

  @Override
  public void ask(Request request, Consumer<Result> answered) {
    loop.execute(() -> {
      Invocation invocation = recorder.invoked(user, stream, request);
      switch (request) {
        case Post(_, _, String text) -> say("", text);
        case Whisper(_, String receiver, String text) -> say(receiver, text);
        default -> throw new IllegalArgumentException("the contract has no " + request);
      }
      Result result = new Unknown("the first contract has no replies");
      invocation.completed(result);
      answered.accept(result);
    });
  }

  @Override
  public void crash() {
    loop.execute(this::breakOff);
  }

  private void breakOff() {
    if (wire != null) {
      wire.cancel("crash", null);
      wire = null;
    }
  }

  @Override
  public void setSlow(boolean slow) {
    isSlow = slow;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public Map<String, Long> positions() {
    return Map.of();
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    loop.execute(() -> {
      isClosed = true;
      breakOff();
    });
  }

  private final class Listener implements ClientResponseObserver<ChatMessage, ChatMessage> {
    private final ManagedChannel channel;
    private final StreamRecorder frames;
    private @Nullable ClientCallStreamObserver<ChatMessage> call;

    Listener(ManagedChannel channel, StreamRecorder frames) {
      this.channel = channel;
      this.frames = frames;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ChatMessage> started) {
      call = started;
      wire = started;
      started.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(ChatMessage message) {
      long at = recorder.now();
      if (message.getTargetname().isEmpty()) {
        String text = message.getContent().intern();
        frames.told(new Stream.Overheard(at, message.getUsername(), text));
      } else if (!message.getUsername().equals("server")) {
        frames.told(new Stream.Whispered(at, message.getUsername(), message.getContent()));
      }
      var reading = call;
      if (reading != null) {
        int pauseMs = isSlow ? random.nextInt(1, 50) : 0;
        var _ = loop.schedule(() -> reading.request(1), pauseMs, TimeUnit.MILLISECONDS);
      }
    }

    @Override
    public void onError(Throwable failure) {
      ended(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      ended(Status.OK);
    }

    private void ended(Status status) {
      channel.shutdownNow();
      if (call == wire) {
        wire = null;
      }
      // The server may not have noticed the end of the connection before.
      boolean isNameTaken = status.getCode() == Status.Code.ALREADY_EXISTS;
      if (!isNameTaken && !Client.isLoss(status)) {
        recorder.problem(frames.id() + " ended with " + status);
      }
      if (!isClosed) {
        int pauseMs = random.nextInt(4) == 0 ? 0 : random.nextInt(PAUSE_MS_MAX);
        var _ = loop.schedule(SeedClient.this::connect, pauseMs, TimeUnit.MILLISECONDS);
      }
    }
  }
}
