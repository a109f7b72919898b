package gochat.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.JavaProgram;
import gochat.client.ServerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bots of the documentation, one in each language.
enum BotProgram {
  JAVA,
  /// With the stubs that the command of docs/programs.md makes.
  PYTHON,
  JAVASCRIPT;

  static final String ACCOUNT = "PingBot";
  static final String PASSWORD = "correct horse";
  static final String PING = "!ping";

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String PYTHON_3 = "/usr/bin/python3";
  private static final Pattern PYTHON_STUBS =
      Pattern.compile("### Python\n.*?```sh\n(.*?)```", Pattern.DOTALL);

  /// Skips the test on a machine without this language.
  void assumeInstalled() throws InterruptedException {
    switch (this) {
      case JAVA -> {}
      case PYTHON -> {
        assumeTrue(
            succeeds(PYTHON_3, "-c", "import grpc"),
            "needs " + PYTHON_3 + " with grpc (Debian: python3-grpcio)");
        assumeTrue(
            succeeds("sh", "-c", "command -v protoc && command -v grpc_python_plugin"),
            "needs protoc (Debian: protobuf-compiler, protobuf-compiler-grpc)");
      }
      case JAVASCRIPT ->
          assumeTrue(succeeds("node", "--eval", "fetch"), "needs node (Debian: nodejs)");
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// Registers the bot's account.
  ///
  /// @param home the directory for its files
  BotProcess install(Path home, ServerProcess server) throws IOException, InterruptedException {
    String token = server.endpoint().register(ACCOUNT, PASSWORD).getToken();
    ProcessBuilder start = new ProcessBuilder(command(server)).directory(home.toFile());
    start.environment().put("GOCHAT_TOKEN", token);
    start.redirectErrorStream(true).redirectOutput(Redirect.appendTo(home.resolve("log").toFile()));
    if (this == PYTHON) {
      makePythonStubs(home);
      start.environment().put("PYTHONPATH", home.resolve("stubs").toString());
    }
    return new BotProcess(start, home.resolve("pingbot.cursors"), token);
  }

  private List<String> command(ServerProcess server) {
    return switch (this) {
      case JAVA -> JavaProgram.command(PingBot.class, server.address(), PASSWORD);
      case PYTHON -> List.of(PYTHON_3, source("pingbot.py"), server.address());
      case JAVASCRIPT ->
          List.of("node", source("pingbot.mjs"), "http://127.0.0.1:" + server.webPort());
    };
  }

  private static String source(String name) {
    return CHECKOUT.resolve("docs/bots").resolve(name).toString();
  }

  /// Runs the documented command, which is for the root of a clone.
  private static void makePythonStubs(Path home) throws IOException, InterruptedException {
    Matcher documented =
        PYTHON_STUBS.matcher(Files.readString(CHECKOUT.resolve("docs/programs.md")));
    assertThat(documented.find()).isTrue();
    Path protocol =
        Files.createSymbolicLink(home.resolve("protocol"), CHECKOUT.resolve("protocol"));
    Process shell =
        new ProcessBuilder("bash", "-ec", documented.group(1))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor(1, MINUTES)).isTrue();
    assertThat(shell.exitValue()).as(printed).isZero();
    Files.delete(protocol);
  }
}
