package gochat.system;

import gochat.ChatServiceGrpc;
import gochat.Gochat.ChatMessage;
import gochat.system.Chronicle.Ear;
import gochat.system.Chronicle.Question;
import gochat.system.checker.Operation.Post;
import gochat.system.checker.Operation.Request;
import gochat.system.checker.Operation.Result;
import gochat.system.checker.Operation.Unknown;
import gochat.system.checker.Operation.Whisper;
import gochat.system.checker.Stream;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Speaks the first contract, which has no acknowledgements and no cursors: nothing that it says
/// gets an answer, and what it misses is lost to it.
///
/// Everything happens on its loop, but for what the interface says.
final class SeedClient implements Client {
  private static final int PAUSE_MS_MAX = 200;

  private final String user;
  private final Link link;
  private final Chronicle chronicle;
  private final SplittableRandom random;
  private final ScheduledExecutorService loop =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile String stream = "";
  private @Nullable ClientCallStreamObserver<ChatMessage> wire;
  private boolean isClosed;
  private volatile boolean isSlow;

  SeedClient(String user, Link link, Chronicle chronicle, long seed) {
    this.user = user;
    this.link = link;
    this.chronicle = chronicle;
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
    Ear ear = chronicle.opens(user, Map.of(), Set.of(), false);
    stream = ear.id();
    ChatServiceGrpc.newStub(channel).chat(new Listener(channel, ear));
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
      Question question = chronicle.asks(user, stream, request);
      switch (request) {
        case Post(_, _, String text) -> say("", text);
        case Whisper(_, String receiver, String text) -> say(receiver, text);
        default -> throw new IllegalArgumentException("the contract does not know " + request);
      }
      // Nobody will ever know.
      Result result = new Unknown("there are no answers");
      question.answered(result);
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
  public void dawdle(boolean slow) {
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
    private final Ear ear;
    private @Nullable ClientCallStreamObserver<ChatMessage> call;

    Listener(ManagedChannel channel, Ear ear) {
      this.channel = channel;
      this.ear = ear;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ChatMessage> started) {
      call = started;
      wire = started;
      started.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(ChatMessage message) {
      long atNanos = chronicle.nowNanos();
      if (message.getTargetname().isEmpty()) {
        String text = message.getContent().intern();
        ear.hears(new Stream.Overheard(atNanos, message.getUsername(), text));
      } else if (!message.getUsername().equals("server")) {
        ear.hears(new Stream.Whispered(atNanos, message.getUsername(), message.getContent()));
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
      // Taken: the server has not noticed yet that the connection before is gone.
      boolean isTaken = status.getCode() == Status.Code.ALREADY_EXISTS;
      if (!isTaken && !Link.isBroken(status)) {
        chronicle.problem(ear.id() + " ended with " + status);
      }
      if (!isClosed) {
        int pauseMs = random.nextInt(4) == 0 ? 0 : random.nextInt(PAUSE_MS_MAX);
        var _ = loop.schedule(SeedClient.this::connect, pauseMs, TimeUnit.MILLISECONDS);
      }
    }
  }
}
