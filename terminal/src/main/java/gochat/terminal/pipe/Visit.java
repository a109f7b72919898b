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

/// A command's place in the conversation. A server that is not there at the beginning is a failure,
/// after the wait that the command has; one that goes away later is waited for.
final class Visit implements AutoCloseable {
  /// Nobody waits for more than the goodbye: what was asked for has been answered.
  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final Errand errand;
  private final String token;
  private final Chat chat;
  private final User self;

  private Visit(Errand errand, String token, Chat chat, User self) {
    this.errand = errand;
    this.token = token;
    this.chat = chat;
    this.self = self;
  }

  static Visit begin(Errand errand) throws Failure, InterruptedException {
    return begin(errand, Options.DEFAULT, (_, _) -> {}, ServerWait.none(errand));
  }

  /// @param listener told everything but the beginning
  static Visit begin(Errand errand, Options options, Chat.Listener listener, ServerWait wait)
      throws Failure, InterruptedException {
    return wait.until(() -> beginNow(errand, options, listener));
  }

  private static Visit beginNow(Errand errand, Options options, Chat.Listener listener)
      throws Failure, InterruptedException {
    Identity identity = new Identity(errand);
    String token = identity.token();
    try {
      return open(errand, token, options, listener);
    } catch (SignedOutFailure signedOut) {
      String another = identity.tokenInstead();
      if (another == null) {
        throw signedOut;
      }
      return open(errand, another, options, listener);
    }
  }

  /// A second place in the conversation, of the same user.
  Visit another(Options options, Chat.Listener listener) throws Failure, InterruptedException {
    return open(errand, token, options, listener);
  }

  private static Visit open(Errand errand, String token, Options options, Chat.Listener listener)
      throws Failure, InterruptedException {
    Opening opening = new Opening(listener);
    Chat chat = errand.setup().server().open(token, options, opening);
    return switch (opening.result()) {
      case ChatEvent.Connected(var self, _) -> new Visit(errand, token, chat, self);
      case ChatEvent.Disconnected(var trouble) -> {
        chat.close(Duration.ZERO);
        throw errand.failures().unreachable(trouble);
      }
      case ChatEvent.Ended(Ending.SignedOut signedOut) ->
          throw new SignedOutFailure(errand.failures().of(signedOut));
      case ChatEvent.Ended(var ending) -> throw errand.failures().of(ending);
      default -> throw new AssertionError("no beginning");
    };
  }

  /// The token is worth nothing any more.
  private static final class SignedOutFailure extends Failure {
    SignedOutFailure(Failure failure) {
      super(failure.exitCode(), String.valueOf(failure.getMessage()));
    }
  }

  /// Waits for the first event that says how the beginning went.
  private static final class Opening implements Chat.Listener {
    private final Chat.Listener listener;
    private final CompletableFuture<ChatEvent> result = new CompletableFuture<>();

    Opening(Chat.Listener listener) {
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
      boolean isBeginning =
          switch (event) {
            case ChatEvent.Connected _, ChatEvent.Disconnected _, ChatEvent.Ended _ -> true;
            default -> false;
          };
      if (!isBeginning || !result.complete(event)) {
        listener.on(chat, event);
      }
    }
  }

  Chat chat() {
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
        throw errand.failures().of(failure);
      }
      throw new AssertionError("requests fail with a ChatException only", e);
    }
  }

  /// Waits until the server will not have this visit any more.
  ///
  /// @throws IOException when the listener failed with it
  Failure awaitEnd() throws IOException, InterruptedException {
    Ending ending = chat.awaitEnd();
    if (ending instanceof Ending.Failed(IOException cause)) {
      throw cause;
    }
    return errand.failures().of(ending);
  }

  @Override
  public void close() {
    chat.close(GOODBYE);
  }
}
