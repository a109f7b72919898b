package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.ReservedPort;
import gochat.client.SeedServer;
import gochat.client.TestServer;
import gochat.server.Setting;
import gochat.terminal.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The checks of `doctor` on servers with problems and without.
class DoctorTest {
  private static final String NOBODYS = "AB:".repeat(31) + "AB";

  private static final Map<Setting, String> TLS_ONLY =
      Map.of(Setting.TLS, "self-signed", Setting.PLAINTEXT, "off");

  @TempDir Path home;

  private Result doctor(TestServer server, String... options) {
    return doctor(server.address().toString(), options);
  }

  private Result doctor(String address, String... options) {
    String[] all = new String[options.length + 5];
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(
        new String[] {"-server", address, "-name", "patient", "doctor"}, 0, all, options.length, 5);
    return new CommandRun(home).run(all);
  }

  @Test
  void aServerWithoutProblemsPassesAllChecks() throws Exception {
    try (RealServer server = RealServer.start()) {
      Result result = doctor(server);
      assertThat(result.exitCode()).as("%s", result).isZero();
      assertThat(result.err()).isEmpty();
      assertThat(result.lines())
          .hasSize(7)
          .allMatch(line -> line.matches("(ok|note) +\\S.*\\."))
          .anyMatch(line -> line.contains(server.address() + " answers after"))
          .anyMatch(line -> line.contains("does not leave this machine"))
          .anyMatch(line -> line.contains("gochat.v1"))
          .anyMatch(line -> line.contains("the guest patient. Sign in with"))
          .anyMatch(line -> line.contains("A request takes"))
          .anyMatch(line -> line.contains("differ by 0 s"));
    }
  }

  @Test
  void aMissingServerIsAProblem() throws Exception {
    try (ReservedPort closed = new ReservedPort()) {
      Result result = doctor(closed.address().toString());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines().getLast())
          .startsWith("PROBLEM  " + closed.address() + " cannot be reached: ")
          .contains("nothing listens there", "bin/server", "1234");
      assertThat(result.err()).isEqualTo("1 problem was found.\n");
    }
  }

  @Test
  void anUnknownHostIsAProblem() {
    assertThat(doctor("host.invalid:1234").lines().getLast()).contains("the host is unknown");
  }

  @Test
  void aServerOfTlsOnlyIsAProblem() throws Exception {
    try (RealServer server = RealServer.start(TLS_ONLY)) {
      Result plain = doctor(server);
      assertThat(plain.exitCode()).isEqualTo(1);
      assertThat(plain.lines().getLast()).startsWith("PROBLEM").contains("-fingerprint");

      Result other = doctor(server, "-fingerprint", NOBODYS);
      assertThat(other.exitCode()).isEqualTo(1);
      String warning = other.lines().getLast();
      assertThat(warning).startsWith("PROBLEM  WARNING").contains(NOBODYS);

      String presented = warning.replaceAll(".*presented: ([0-9A-F:]+)\\..*", "$1");
      Result pinned = doctor(server, "-fingerprint", presented);
      assertThat(pinned.exitCode()).as(pinned.out()).isZero();
      assertThat(pinned.out()).contains("The connection is encrypted");
    }
  }

  @Test
  void aServerWithoutTlsIsAProblem() throws Exception {
    try (SeedServer server = SeedServer.start()) {
      assertThat(doctor(server, "-fingerprint", NOBODYS).lines().getLast())
          .startsWith("PROBLEM")
          .contains("does not speak TLS");
    }
  }

  @Test
  void aServerOfTheFirstContractIsAProblem() throws Exception {
    try (SeedServer server = SeedServer.start()) {
      Result result = doctor(server);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines().getLast())
          .startsWith("PROBLEM")
          .contains("only has the first contract");
      Result rooms =
          new CommandRun(home)
              .run("-server", server.address().toString(), "-name", "patient", "rooms");
      assertThat(rooms.exitCode()).isEqualTo(1);
      assertThat(rooms.err()).contains("older server").hasLineCount(1);
    }
  }

  @Test
  void anInvalidTokenIsAProblem() throws Exception {
    try (RealServer server = RealServer.start()) {
      CommandRun user = new CommandRun(home);
      user.setEnvironment("GOCHAT_TOKEN", "nonsense");
      Result result = user.run("doctor", "-server", server.address().toString());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.lines().getLast()).startsWith("PROBLEM").contains("client login");
    }
  }

  @Test
  void aProfileNamesTheServer() throws Exception {
    try (RealServer server = RealServer.start()) {
      CommandRun user = new CommandRun(home);
      Files.createDirectories(user.directories().config());
      Files.writeString(
          user.directories().profileFile(),
          "[profile.test]\nserver = \"" + server.address() + "\"\nname = \"patient\"\n");
      Result result = user.run("doctor", "--profile", "test");
      assertThat(result.exitCode()).as(result.out()).isZero();
      assertThat(result.out()).contains("client.toml.", "the guest patient");
      assertThat(user.run("doctor", "--profile", "tset").exitCode()).isEqualTo(2);
    }
  }
}
