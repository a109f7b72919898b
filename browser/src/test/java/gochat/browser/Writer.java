package gochat.browser;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program that fills the lobby as fast as the server accepts messages.
final class Writer implements WebSocket.Listener {
  private static final int UNANSWERED_MAX = 100;

  private final Semaphore free = new Semaphore(UNANSWERED_MAX);
  private final CountDownLatch answered;
  private final StringBuilder frame = new StringBuilder();

  private Writer(int messages) {
    answered = new CountDownLatch(messages + 1);
  }

  /// Writes messages "message 1", "message 2" and so on.
  static void fill(String url, int messages) throws Exception {
    try (Api api = Api.guest(url, "writer")) {
      Writer writer = new Writer(messages);
      WebSocket socket =
          api.http()
              .newWebSocketBuilder()
              .buildAsync(URI.create(url.replace("http", "ws") + "v1/connect"), writer)
              .get();
      writer.send(
          socket,
          "{\"id\": 1, \"start\": {\"token\": \"%s\", \"follow\": {}}}".formatted(api.token()));
      for (int i = 1; i <= messages; i++) {
        writer.send(
            socket,
            "{\"id\": %d, \"sendMessage\": {\"room\": \"lobby\", \"text\": \"message %d\"}}"
                .formatted(i + 1, i));
      }
      if (!writer.answered.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(writer.answered.getCount() + " without an answer");
      }
      socket.abort();
    }
  }

  private void send(WebSocket socket, String text) throws Exception {
    free.acquire();
    socket.sendText(text, true).get();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
    frame.append(text);
    if (isLast) {
      if (frame.indexOf("\"reply\"") >= 0) {
        free.release();
        answered.countDown();
      }
      frame.setLength(0);
    }
    socket.request(1);
    return null;
  }
}
