package gochat.terminal.live;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.Requests;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The way to the server for the one thread that knows the conversation: nothing here waits, and
/// all that comes is handed to that thread.
final class ChatConnection implements AutoCloseable {
  /// What comes is as far ahead of the thread at most; then the server is slowed down.
  private static final int EVENTS_AHEAD_MAX = 1_000;

  /// A person's messages wait for the server for as long as it takes.
  private static final Duration NEVER_GIVES_UP = Duration.ofDays(365);

  private static final int CATCH_UP_MAX = 2_000;

  private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(2);

  private final Endpoint server;
  private final Consumer<Runnable> thread;
  private final Consumer<ChatEvent> listener;
  private final Semaphore ahead = new Semaphore(EVENTS_AHEAD_MAX);
  private CursorStore cursors = CursorStore.inMemory();

  /// Keeps the order of what is sent; a send may have to wait for room.
  private final ExecutorService calls =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("gochat-calls").factory());

  private volatile @Nullable Chat chat;

  /// @param thread runs what it is given, one after the other
  /// @param listener called on that thread
  ChatConnection(Endpoint server, Consumer<Runnable> thread, Consumer<ChatEvent> listener) {
    this.server = server;
    this.thread = thread;
    this.listener = listener;
  }

  Endpoint server() {
    return server;
  }

  /// Follows the conversation as whoever the token belongs to, from where this client was.
  void open(String token) {
    chat =
        server.open(
            token, Options.DEFAULT.withCursors(cursors).withCatchUpMax(CATCH_UP_MAX), this::on);
  }

  /// Follows another user's conversation instead.
  void become(String token) {
    Chat before = chat;
    chat = null;
    if (before != null) {
      Thread.startVirtualThread(() -> before.close(LEAVE_AT_MOST));
    }
    cursors = CursorStore.inMemory();
    open(token);
  }

  private void on(Chat source, ChatEvent event) throws InterruptedException {
    ahead.acquire();
    thread.accept(() -> {
      ahead.release();
      if (source == chat) {
        listener.accept(event);
      }
    });
  }

  void send(SendMessageRequest message, Consumer<Outcome> outcome) {
    call(open -> open.send(message, NEVER_GIVES_UP), outcome);
  }

  void send(SendDirectMessageRequest message, Consumer<Outcome> outcome) {
    call(open -> open.sendDirect(message), outcome);
  }

  private void call(Function<Chat, CompletableFuture<Outcome>> send, Consumer<Outcome> outcome) {
    Chat open = chat;
    calls.execute(() -> {
      CompletableFuture<Outcome> sent =
          open == null
              ? CompletableFuture.completedFuture(ResendQueue.NEVER_LEFT)
              : send.apply(open);
      var _ = sent.thenAccept(known -> thread.accept(() -> outcome.accept(known)));
    });
  }

  /// Asks for something.
  ///
  /// @param failed gets why there is no answer
  <R> void ask(
      Function<Requests, CompletableFuture<R>> request,
      Consumer<R> answered,
      Consumer<Throwable> failed,
      Runnable notConnected) {
    Chat open = chat;
    if (open == null) {
      notConnected.run();
      return;
    }
    calls.execute(() -> {
      var _ =
          request
              .apply(open.requests())
              .whenComplete((answer, error) ->
                  thread.accept(() -> {
                    if (error == null) {
                      answered.accept(answer);
                    } else {
                      failed.accept(cause(error));
                    }
                  }));
    });
  }

  /// The same for what nobody waits for: the user is told of no failure.
  <R> void ask(Function<Requests, CompletableFuture<R>> request, Consumer<R> answered) {
    ask(request, answered, _ -> {}, () -> {});
  }

  /// Does something that waits, and is no request of the conversation.
  <R> void apart(Function<Endpoint, R> work, Consumer<R> done, Consumer<RuntimeException> failed) {
    Thread.startVirtualThread(() -> {
      try {
        R result = work.apply(server);
        thread.accept(() -> done.accept(result));
      } catch (RuntimeException e) {
        thread.accept(() -> failed.accept(e));
      }
    });
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  boolean isOpen() {
    return chat != null;
  }

  /// Leaves the conversation.
  ///
  /// @param atMost for what is still on its way
  void leave(Duration atMost) {
    Chat open = chat;
    chat = null;
    if (open != null) {
      open.close(atMost);
    }
  }

  @Override
  public void close() {
    leave(Duration.ZERO);
    calls.shutdown();
  }
}
