package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import gochat.terminal.Checkout.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A checkout in a path with spaces and Chinese characters whose scripts have built it, with
/// [CompiledMaven]: once for all tests of a run, by three first starts at the same time. Its
/// programs start in half the time of those on the class path.
///
/// @param firstStarts of the server and of two clients, which have ended
/// @param javaCommand of the client as `bin/client` uses it in the end, without looking for newer
///   sources first; the main class follows
record BuiltCheckout(
    Path directory, Checkout checkout, List<Start> firstStarts, List<String> javaCommand) {
  /// In a thread of its own: a test that runs out of time while it waits spoils the build for no
  /// other.
  private static final CompletableFuture<BuiltCheckout> SHARED =
      CompletableFuture.supplyAsync(BuiltCheckout::build, Thread::startVirtualThread);

  static BuiltCheckout shared() {
    return SHARED.join();
  }

  private static BuiltCheckout build() {
    try {
      Path directory = Files.createTempDirectory("gochat-built");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      Checkout checkout = Checkout.copyTo(directory.resolve("my 聊天 checkout"));
      CompiledMaven maven = CompiledMaven.in(directory.resolve("compiled"));
      Map<String, String> environment = Map.of("PATH", maven.path());
      List<Start> starts = new ArrayList<>();
      for (String program : List.of("server", "client", "client")) {
        starts.add(firstStart(checkout, program, environment));
      }
      await()
          .until(() ->
              starts.stream().filter(start -> start.err().contains(Start.WAITS)).count() == 2);
      maven.deliver();
      for (Start start : starts) {
        start.exitCode();
      }
      return new BuiltCheckout(directory, checkout, starts, javaCommand(checkout));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Under a mask that takes nothing away.
  private static Start firstStart(
      Checkout checkout, String program, Map<String, String> environment) throws IOException {
    return checkout.start(
        environment,
        Path.of("sh"),
        "-c",
        "umask 000; exec \"$0\" --version",
        checkout.script(program).toString());
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> javaCommand(Checkout checkout) throws IOException {
    Path build = checkout.builds().getFirst();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(clientFlags(checkout));
    command.addAll(
        List.of(
            "-XX:AOTCache=" + build.resolve("client.aot"),
            "-Djava.library.path=" + build.resolve("lib"),
            "-Dgochat.home=" + checkout.home(),
            "-cp",
            build.resolve("client.jar").toString()));
    return command;
  }

  private static List<String> clientFlags(Checkout checkout) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", ". bin/lib/jvm.sh; java_flags client; echo $flags")
            .directory(checkout.home().toFile())
            .start();
    return List.of(new String(shell.getInputStream().readAllBytes(), UTF_8).strip().split(" "));
  }

  /// A copy of the checkout and its build, for a test that spoils it. The files are links to the
  /// same content: who changes one puts another in its place.
  Checkout copyTo(Path home) throws IOException, InterruptedException {
    Process copying =
        new ProcessBuilder("cp", "-al", checkout.home().toString(), home.toString())
            .inheritIO()
            .start();
    if (copying.waitFor() != 0) {
      throw new IOException("no copy of " + checkout.home());
    }
    return new Checkout(home);
  }
}
