package gochat.bench;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.ChatException;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// A guest of the v1 API that follows the lobby through the client library.
final class GuestClient implements AutoCloseable {
  static final String LOBBY = "lobby";

  private static final int CATCH_UP_TIMEOUT_S = 60;

  private final CompletableFuture<Long> caughtUp = new CompletableFuture<>();
  private final AtomicLong events = new AtomicLong();
  private final Chat chat;

  private GuestClient(Endpoint server, String token, Options options) {
    chat = server.open(token, options, (_, event) -> observe(event));
  }

  static Endpoint endpoint(InetSocketAddress server) {
    return Endpoint.plaintext(server.getHostString() + ":" + server.getPort());
  }

  /// Signs in with a new name.
  ///
  /// @return the token
  static String signIn(Endpoint server) throws LoadException {
    String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      return server.signInAsGuest(name).getToken();
    } catch (ChatException e) {
      throw new LoadException("No guest can sign in: " + e.getMessage());
    }
  }

  /// Connects, and returns when all events after the cursors have come.
  static GuestClient connect(Endpoint server, String token, CursorStore cursors)
      throws InterruptedException, LoadException {
    return connect(server, token, Options.DEFAULT.withCursors(cursors));
  }

  static GuestClient connect(Endpoint server, String token, Options options)
      throws InterruptedException, LoadException {
    GuestClient guest = new GuestClient(server, token, options);
    boolean isIn = false;
    try {
      var _ = guest.caughtUp.get(CATCH_UP_TIMEOUT_S, TimeUnit.SECONDS);
      isIn = true;
      return guest;
    } catch (ExecutionException | TimeoutException e) {
      throw new LoadException("The server did not bring the missed events: " + e.getMessage());
    } finally {
      if (!isIn) {
        guest.close();
      }
    }
  }

  private void observe(ChatEvent event) {
    switch (event) {
      case ChatEvent.Happened _ -> events.incrementAndGet();
      case ChatEvent.CaughtUp _ -> caughtUp.complete(events.get());
      case ChatEvent.Disconnected(var trouble) ->
          caughtUp.completeExceptionally(new LoadException(trouble.toString()));
      case ChatEvent.Ended(var ending) ->
          caughtUp.completeExceptionally(new LoadException(ending.toString()));
      default -> {}
    }
  }

  Chat chat() {
    return chat;
  }

  /// The number of missed events.
  long missed() {
    return caughtUp.join();
  }

  @Override
  public void close() {
    chat.close();
  }
}
