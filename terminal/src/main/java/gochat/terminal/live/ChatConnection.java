package gochat.terminal.live;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.Requests;
import gochat.terminal.exit.OutcomeReports;
import gochat.v1.FollowFrom;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The session's connection to the server. No method but [#leave] waits, and all events and answers
/// come to the session's thread as tasks.
final class ChatConnection implements AutoCloseable {
  /// The most events that wait for the session's thread; beyond it the server is slowed down.
  private static final int EVENTS_AHEAD_MAX = 1_000;

  /// Messages of a person wait for the server without a limit.
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private static final int CATCH_UP_MAX = 2_000;

  private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(2);

  private final Endpoint server;
  private final Consumer<Runnable> thread;
  private final Consumer<ChatEvent> listener;
  private final Semaphore ahead = new Semaphore(EVENTS_AHEAD_MAX);
  private CursorStore cursors = CursorStore.inMemory();

  /// Sends in order; a send may have to wait for room.
  private final ExecutorService calls =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("gochat-calls").factory());

  private volatile @Nullable Chat chat;

  private final OutcomeReports reports = new OutcomeReports();

  /// @param thread runs tasks one after the other
  /// @param listener called on that thread
  ChatConnection(Endpoint server, Consumer<Runnable> thread, Consumer<ChatEvent> listener) {
    this.server = server;
    this.thread = thread;
    this.listener = listener;
  }

  Endpoint server() {
    return server;
  }

  /// Opens a chat with a token, from the positions of the previous one.
  void open(String token) {
    Options options =
        Options.DEFAULT
            .withCursors(cursors)
            // The history has what came before.
            .withFrom(FollowFrom.FOLLOW_FROM_END)
            .withCatchUpMax(CATCH_UP_MAX);
    chat = server.open(token, options, this::on);
  }

  /// The user of the chat has another token, for the next connection.
  void replaceToken(String token) {
    Chat open = chat;
    if (open != null) {
      open.replaceToken(token);
    }
  }

  /// Opens a chat as another user.
  void become(String token) {
    Chat before = chat;
    chat = null;
    if (before != null) {
      calls.execute(() -> Thread.startVirtualThread(() -> before.close(LEAVE_AT_MOST)));
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
    call(open -> open.send(message, NO_LIMIT), outcome);
  }

  void send(SendDirectMessageRequest message, Consumer<Outcome> outcome) {
    call(open -> open.sendDirect(message), outcome);
  }

  private void call(Function<Chat, CompletableFuture<Outcome>> send, Consumer<Outcome> outcome) {
    Chat open = chat;
    CompletableFuture<Outcome> sent =
        CompletableFuture.supplyAsync(
                () ->
                    open == null
                        ? CompletableFuture.completedFuture(ResendQueue.NOT_SENT)
                        : send.apply(open),
                calls)
            .thenCompose(Function.identity());
    reports.add(sent.thenAccept(known -> thread.accept(() -> outcome.accept(known))));
  }

  /// Sends a request.
  ///
  /// @param failed receives the reason if there is no answer
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

  /// Sends a request; its failure is not shown to the user.
  <R> void ask(Function<Requests, CompletableFuture<R>> request, Consumer<R> answered) {
    ask(request, answered, _ -> {}, () -> {});
  }

  /// Makes a call that needs no chat, on a thread of its own.
  <R> void callServer(
      Function<Endpoint, R> work, Consumer<R> done, Consumer<RuntimeException> failed) {
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

  /// Closes the chat, after what was sent before. Afterwards the outcomes of all messages are tasks
  /// of the session's thread.
  ///
  /// @param atMost the longest wait for unanswered messages
  void leave(Duration atMost) {
    Chat open = chat;
    chat = null;
    if (open == null) {
      return;
    }
    long untilNanos = System.nanoTime() + atMost.toNanos();
    // A closed chat takes no more messages, and one may still be on its way to the chat.
    CompletableFuture.runAsync(() -> {}, calls)
        .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    open.close(Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())));
    reports.await();
  }

  @Override
  public void close() {
    leave(Duration.ZERO);
    calls.shutdown();
  }
}
