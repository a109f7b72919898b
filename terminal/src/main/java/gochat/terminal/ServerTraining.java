package gochat.terminal;

import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.v1.Cursor;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListRoomsRequest;
import gochat.v1.MarkReadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the usual requests over all transports. The start script runs it once after the build to
/// train the ahead-of-time cache of the server.
///
/// The arguments are the server's HOST:PORT and the URL of its web port.
final class ServerTraining {
  private static final int TIMEOUT_S = 20;

  /// A method that training calls this often is compiled early in a server with the cache.
  private static final int ROUNDS = 100;

  private static final Pattern TOKEN = Pattern.compile("\"token\": ?\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Endpoint server;
  private final URI web;

  private ServerTraining(Endpoint server, URI web) {
    this.server = server;
    this.web = web;
  }

  static void main(String[] args) throws Exception {
    Main.silenceLibraries();
    ServerTraining training = new ServerTraining(Endpoint.plaintext(args[0]), URI.create(args[1]));
    training.useGrpc();
    training.useHttp();
    System.exit(0);
  }

  private void useGrpc() throws Exception {
    String token = server.register("trainer", "of server and cache").getToken();
    server.signIn("trainer", "of server and cache");
    var caughtUp = new CompletableFuture<Boolean>();
    Options options =
        Options.DEFAULT.withCursors(
            CursorStore.inMemory(Cursor.newBuilder().setRoom(Chat.LOBBY).build()));
    try (Chat chat =
        server.open(
            token,
            options,
            (_, event) -> {
              if (event instanceof ChatEvent.CaughtUp) {
                caughtUp.complete(true);
              }
            })) {
      in(caughtUp);
      for (int i = 0; i < ROUNDS; i++) {
        if (!(in(chat.send(Chat.LOBBY, "hello, 你好")) instanceof Outcome.Stored stored)) {
          throw new IOException("not stored");
        }
        in(
            chat.requests()
                .listHistory(
                    ListHistoryRequest.newBuilder().setRoom(Chat.LOBBY).setPageSize(50).build()));
        in(
            chat.requests()
                .markRead(
                    MarkReadRequest.newBuilder().setRoom(Chat.LOBBY).setSeq(stored.seq()).build()));
      }
      in(chat.requests().listRooms(ListRoomsRequest.getDefaultInstance()));
    }
  }

  private void useHttp() throws Exception {
    get("/", "");
    Matcher token = TOKEN.matcher(post("/v1/sign-in/guest", "", "{\"name\": \"training-guest\"}"));
    if (!token.find()) {
      throw new IOException("no token");
    }
    String guest = token.group(1);
    for (int i = 0; i < ROUNDS; i++) {
      post("/v1/rooms/lobby/messages", guest, "{\"text\": \"hello, 你好\"}");
      get("/v1/rooms/lobby/messages?pageSize=50", guest);
    }
    get("/v1/rooms", guest);
    useEvents(guest);
    useWebSocket(guest);
  }

  private void useEvents(String token) throws Exception {
    HttpRequest request = request("/v1/events?cursors=lobby:0:0", token).build();
    try (InputStream events = http.send(request, BodyHandlers.ofInputStream()).body()) {
      if (events.readNBytes(1_024).length == 0) {
        throw new IOException("no events");
      }
    }
  }

  private void useWebSocket(String token) throws Exception {
    var answered = new CompletableFuture<String>();
    WebSocket socket =
        in(
            http.newWebSocketBuilder()
                .buildAsync(
                    URI.create("ws" + web.resolve("/v1/connect").toString().substring(4)),
                    new WebSocket.Listener() {
                      @Override
                      public CompletionStage<?> onText(
                          WebSocket socket, CharSequence text, boolean isLast) {
                        if (text.toString().contains("sendMessage")) {
                          answered.complete(text.toString());
                        }
                        return WebSocket.Listener.super.onText(socket, text, isLast);
                      }
                    }));
    in(
        socket.sendText(
            "{\"id\": 1, \"start\": {\"token\": \"" + token + "\", \"follow\": {}}}", true));
    in(
        socket.sendText(
            "{\"id\": 2, \"sendMessage\": {\"room\": \"lobby\", \"text\": \"hello\"}}", true));
    in(answered);
    in(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
  }

  private String post(String path, String token, String json) throws Exception {
    return ask(request(path, token).POST(HttpRequest.BodyPublishers.ofString(json)).build());
  }

  private String get(String path, String token) throws Exception {
    return ask(request(path, token).build());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(web.resolve(path));
    return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
  }

  private String ask(HttpRequest request) throws Exception {
    HttpResponse<String> response =
        http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + response.body());
    }
    return response.body();
  }

  private static <T> T in(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(TIMEOUT_S, TimeUnit.SECONDS);
  }
}
