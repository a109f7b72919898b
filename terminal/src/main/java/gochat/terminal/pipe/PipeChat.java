package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatException;
import gochat.client.v1.Ending;
import gochat.client.v1.Options;
import gochat.client.v1.Requests;
import gochat.v1.User;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The chat of a command. An unreachable server at the start is a failure, after the command's
/// wait; after a later loss the chat reconnects.
final class PipeChat implements AutoCloseable {
  /// All requests have been answered, so closing waits only for the server's confirmation.
  private static final Duration CLOSE_AT_MOST = Duration.ofMillis(500);

  private final CommandContext context;
  private final String token;
  private final Chat chat;
  private final User self;

  private PipeChat(CommandContext context, String token, Chat chat, User self) {
    this.context = context;
    this.token = token;
    this.chat = chat;
    this.self = self;
  }

  static PipeChat begin(CommandContext context) throws Failure, InterruptedException {
    return begin(context, Options.DEFAULT, (_, _) -> {}, ServerWait.none(context));
  }

  /// @param listener receives all events after the first
  static PipeChat begin(
      CommandContext context, Options options, Chat.Listener listener, ServerWait wait)
      throws Failure, InterruptedException {
    return wait.until(() -> beginNow(context, options, listener));
  }

  private static PipeChat beginNow(CommandContext context, Options options, Chat.Listener listener)
      throws Failure, InterruptedException {
    TokenSource tokens = new TokenSource(context);
    String token = tokens.token();
    try {
      return open(context, token, options, listener);
    } catch (Failure.SignedOut signedOut) {
      String another = tokens.otherToken();
      if (another == null) {
        throw signedOut;
      }
      return open(context, another, options, listener);
    }
  }

  /// A second chat of the same user.
  PipeChat another(Options options, Chat.Listener listener) throws Failure, InterruptedException {
    return open(context, token, options, listener);
  }

  private static PipeChat open(
      CommandContext context, String token, Options options, Chat.Listener listener)
      throws Failure, InterruptedException {
    FirstEvent firstEvent = new FirstEvent(listener);
    Chat chat = context.setup().server().open(token, options, firstEvent);
    return switch (firstEvent.result()) {
      case ChatEvent.Connected(var self, _) -> new PipeChat(context, token, chat, self);
      case ChatEvent.Disconnected(var problem) -> {
        chat.close(Duration.ZERO);
        throw context.failures().unreachable(problem);
      }
      case ChatEvent.Ended(Ending.SignedOut signedOut) ->
          throw new Failure.SignedOut(context.failures().of(signedOut));
      case ChatEvent.Ended(var ending) -> throw context.failures().of(ending);
      default -> throw new AssertionError("not a first event");
    };
  }

  /// Waits for the first event, which has the result of opening the chat.
  private static final class FirstEvent implements Chat.Listener {
    private final Chat.Listener listener;
    private final CompletableFuture<ChatEvent> result = new CompletableFuture<>();

    FirstEvent(Chat.Listener listener) {
      this.listener = listener;
    }

    ChatEvent result() throws InterruptedException {
      try {
        return result.get();
      } catch (ExecutionException e) {
        throw new AssertionError("never completed exceptionally", e);
      }
    }

    @Override
    public void on(Chat chat, ChatEvent event) throws Exception {
      boolean isFirst =
          switch (event) {
            case ChatEvent.Connected _, ChatEvent.Disconnected _, ChatEvent.Ended _ -> true;
            default -> false;
          };
      if (!isFirst || !result.complete(event)) {
        listener.on(chat, event);
      }
    }
  }

  Chat client() {
    return chat;
  }

  String token() {
    return token;
  }

  User self() {
    return self;
  }

  Requests requests() {
    return chat.requests();
  }

  /// Waits for an answer.
  <R> R await(CompletableFuture<R> answer) throws Failure, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChatException failure) {
        throw context.failures().of(failure);
      }
      throw new AssertionError("requests fail with a ChatException only", e);
    }
  }

  /// Waits until the server ends the chat.
  ///
  /// @throws IOException if the listener has thrown it
  Failure awaitEnd() throws IOException, InterruptedException {
    Ending ending = chat.awaitEnd();
    if (ending instanceof Ending.Failed(IOException cause)) {
      throw cause;
    }
    return context.failures().of(ending);
  }

  @Override
  public void close() {
    chat.close(CLOSE_AT_MOST);
  }
}
