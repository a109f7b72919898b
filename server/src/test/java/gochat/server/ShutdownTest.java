package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.JavaProgram;
import gochat.account.Registration;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.ServerLimit;
import gochat.tls.TlsIdentity;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The exit codes of the real process; its server is a stand-in that prints when it is closed.
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class ShutdownTest {
  @Test
  void sigtermClosesTheServerAndEndsWithExitCode0() throws Exception {
    Process process = start("wait");
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(lines, "gochat listening on 0.0.0.0:4711");
      // The banner's last line; the next line comes from closing.
      awaitLine(lines, "  Stop with               Ctrl+C");
      process.toHandle().destroy();
      assertThat(lines.readLine()).isEqualTo("closed");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "fail without a log"})
  void aFatalFailureEndsTheProcessWithExitCode1AndWithoutClosing(String behaviour)
      throws Exception {
    Process process = start(behaviour);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.lines()).doesNotContain("closed");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Holds("server.stop-timeout-ms")
  void aServerThatDoesNotCloseEndsAllTheSame() throws Exception {
    Process process = start("stick");
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(lines, "started");
      process.toHandle().destroy();
      awaitLine(lines, "closing");
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitLine(BufferedReader lines, String expected) throws Exception {
    String line = lines.readLine();
    while (!expected.equals(line)) {
      assertThat(line).as("before '%s'", expected).isNotNull();
      line = lines.readLine();
    }
  }

  private static Process start(String behaviour) throws Exception {
    var builder = new ProcessBuilder(JavaProgram.command(StandIn.class, behaviour));
    builder.environment().put("GOCHAT_LANG", "en");
    return builder.redirectErrorStream(behaviour.startsWith("fail")).start();
  }

  /// A process of [Main] without the server.
  static final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) {
      if (arguments[0].equals("stick")) {
        stick();
        return;
      }
      Main.run((_, onFatal) -> {
        Thread.ofPlatform().start(() -> run(arguments[0], onFatal));
        return new StandInServer(() -> System.out.println("closed"));
      });
    }

    private static void stick() {
      Limits limits = Limits.STANDARD.with(ServerLimit.STOP_TIMEOUT, 100);
      RunningServer stuck =
          new StandInServer(() -> {
            System.out.println("closing");
            awaitNothing();
          });
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Main.stop(stuck, limits)));
      System.out.println("started");
      awaitNothing();
    }

    private static void run(String behaviour, Consumer<Throwable> onFatal) {
      switch (behaviour) {
        case "fail" -> onFatal.accept(new IllegalStateException("the disk is broken"));
        case "fail without a log" -> onFatal.accept(new UnspeakableException());
        default -> {}
      }
      awaitNothing();
    }

    private static final class UnspeakableException extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new NoClassDefFoundError("the log");
      }
    }

    private static void awaitNothing() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record StandInServer(Runnable closing) implements RunningServer {
    @Override
    public String url() {
      return "";
    }

    @Override
    public int port() {
      return 4711;
    }

    @Override
    public OptionalInt webPort() {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt opsPort() {
      return OptionalInt.empty();
    }

    @Override
    public Optional<TlsIdentity> identity() {
      return Optional.empty();
    }

    @Override
    public Registration registration() {
      return Registration.OPEN;
    }

    @Override
    public Optional<String> adminCode() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
