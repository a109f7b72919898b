package gochat.server;

import static gochat.server.TestClient.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.Gochat.ChatMessage;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Clients that share no code with ours: a Python process on gRPC's C core, `foreign_client.py`,
/// which describes the lines of both directions.
final class ForeignClients implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final Writer commands;
  private final Map<String, Stream> streams = new ConcurrentHashMap<>();
  private int channels;

  private ForeignClients(Process process) {
    this.process = process;
    commands = process.outputWriter(UTF_8);
    Thread.startVirtualThread(() -> process.inputReader(UTF_8).lines().forEach(this::onEvent));
  }

  /// Starts the process; skips the test where there is no such Python.
  static ForeignClients start() throws IOException, InterruptedException {
    assumeTrue(isAvailable(), "needs " + PYTHON + " with grpc (Debian: python3-grpcio)");
    try (InputStream script = ForeignClients.class.getResourceAsStream("foreign_client.py")) {
      String source = new String(assertPresent(script).readAllBytes(), UTF_8);
      return new ForeignClients(
          new ProcessBuilder(PYTHON, "-c", source)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
  }

  private static InputStream assertPresent(@Nullable InputStream script) {
    assertThat(script).isNotNull();
    return script;
  }

  private static boolean isAvailable() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import grpc")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// A connection to a port of the loopback address.
  ///
  /// @param options of the C core, `key=number`
  Channel connect(int port, String... options) {
    Channel channel = new Channel("channel" + ++channels);
    List<String> words = new ArrayList<>(List.of("connect", channel.name, String.valueOf(port)));
    words.addAll(List.of(options));
    command(words.toArray(String[]::new));
    return channel;
  }

  private void command(String... words) {
    try {
      commands.write(String.join("\t", words) + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the Python process has gone", e);
    }
  }

  private void onEvent(String line) {
    String[] words = line.split("\t", -1);
    Stream stream = streams.get(words[1]);
    assertThat(stream).as(line).isNotNull();
    switch (words[0]) {
      case "headers" -> stream.registered.complete(true);
      case "message" ->
          stream.received.add(
              ChatMessage.newBuilder()
                  .setUsername(decode(words[2]))
                  .setTargetname(decode(words[3]))
                  .setContent(decode(words[4]))
                  .build());
      case "status" ->
          stream.ended.complete(
              Status.Code.valueOf(words[2]).toStatus().withDescription(decode(words[3])));
      default -> throw new IllegalStateException(line);
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  final class Channel {
    private final String name;

    private Channel(String name) {
      this.name = name;
    }

    Stream open() {
      return open("none", 0);
    }

    /// @param compression `gzip` or `none`
    /// @param deadlineMs 0 for none
    Stream open(String compression, int deadlineMs) {
      Stream stream = new Stream("stream" + (streams.size() + 1));
      streams.put(stream.name, stream);
      command("open", stream.name, name, compression, String.valueOf(deadlineMs));
      return stream;
    }

    Stream join(String username) {
      return open().register(username);
    }
  }

  final class Stream {
    private final String name;
    private final CompletableFuture<Boolean> registered = new CompletableFuture<>();
    private final LinkedBlockingQueue<ChatMessage> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();

    private Stream(String name) {
      this.name = name;
    }

    Stream register(String username) {
      send(username, "", "");
      assertThat(registered.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join()).isTrue();
      return this;
    }

    void say(String text) {
      send("", "", text);
    }

    void send(String username, String target, String text) {
      command("send", name, encode(username), encode(target), encode(text));
    }

    void halfClose() {
      command("half-close", name);
    }

    void cancel() {
      command("cancel", name);
    }

    void expect(String from, String target, String text) throws InterruptedException {
      ChatMessage message = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(message)
          .as("message; the stream ended with %s", ended.getNow(null))
          .isEqualTo(
              ChatMessage.newBuilder()
                  .setUsername(from)
                  .setTargetname(target)
                  .setContent(text)
                  .build());
    }

    Status status() {
      return ended.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }
  }
}
