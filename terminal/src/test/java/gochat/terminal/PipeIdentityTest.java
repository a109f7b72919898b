package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.client.ServerAddresses;
import gochat.client.v1.ChatException;
import gochat.server.AdminRun;
import gochat.terminal.CommandRun.Result;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.text.Texts;
import gochat.v1.ResetPasswordRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The user of a command.
class PipeIdentityTest extends PipeCommands {
  @Test
  void withoutANameTheUserIsReported() {
    assertThat(run("send", "lobby", "hi").err())
        .isEqualTo(
            "You are the guest "
                + user
                + " at "
                + server.address()
                + ": give another name with -name, or sign in with \"client login\".\n");
  }

  @Test
  void theSameGuestComesAgain() throws Exception {
    sendAsGuest("one");
    sendAsGuest("two");
    List<String> authors =
        run("export", room).lines().stream()
            .filter(line -> line.contains("messagePosted"))
            .map(line -> line.replaceAll(".*\"author\":\\{\"id\":\"([^\"]+)\".*", "$1"))
            .toList();
    assertThat(authors).hasSize(2);
    assertThat(authors.getFirst()).isEqualTo(authors.getLast());
  }

  @Test
  void aGuestWhoseTokenIsGoneComesAnew() throws Exception {
    sendAsGuest("one");
    Path credentials = alice.directories().credentialsFile();
    String kept = Files.readString(credentials);
    server.endpoint().signOut(kept.lines().toList().getLast().replaceAll(".* ", ""));
    sendAsGuest("two");
    assertThat(Files.readString(credentials)).isNotEqualTo(kept);
  }

  @Test
  void aTokenThatCameOverTlsDoesNotTravelWithout() throws Exception {
    new CredentialStore(alice.directories().credentialsFile(), new Texts(Locale.ENGLISH))
        .put(
            new Credential(
                ServerAddresses.parse("192.0.2.1:1234"),
                "alice",
                Credential.Kind.ACCOUNT,
                true,
                "secret"));
    Result result = alice.run("-server", "192.0.2.1:1234", "-name", "alice", "rooms");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("-tls").hasLineCount(1);
  }

  @Test
  void signingInIsForAllCommandsThatFollow() throws Exception {
    register("carol");
    assertThat(run("send", "lobby", "as carol").err()).isEmpty();
    assertThat(run("history", "lobby", "--limit", "1").out()).contains("carol: as carol");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(alice.directories().credentialsFile())))
        .isEqualTo("rw-------");

    assertThat(run("logout").out()).contains("Signed out carol");
    assertThat(run("send", "lobby", "hi").err()).contains("guest somebody");
    assertThat(run("-name", "carol", "send", "lobby", "hi").exitCode()).isEqualTo(4);
    assertThat(runWithInput("correct horse\n", "login", "carol", "--password-stdin").exitCode())
        .isZero();
    assertThat(run("-name", "carol", "rooms").exitCode()).isZero();
  }

  @Test
  void signingInAgainEndsTheSessionBefore() throws Exception {
    register("dora");
    String before = token();
    assertThat(runWithInput("correct horse\n", "login", "dora", "--password-stdin").exitCode())
        .isZero();
    alice.setEnvironment("GOCHAT_TOKEN", before);
    assertThat(run("rooms").exitCode()).isEqualTo(4);
  }

  @Test
  void aCodeChoosesANewPasswordAndSignsIn() throws Exception {
    register("ivan");
    String before = token();
    String made = AdminRun.inThisProcess(data, "account", "reset", "ivan").out();
    Path file = Path.of(made.replaceFirst(".* the link is in (.*)\\. Remove.*\n", "$1"));
    String input = Files.readString(file).strip() + "\nanother horse\n";

    Result result = runWithInput(input, "reset-password", "--password-stdin");

    assertThat(result)
        .isEqualTo(new Result(0, "Signed in as ivan at " + server.address() + ".\n", ""));
    assertThat(token()).isNotEqualTo(before);
    assertThat(run("-name", "ivan", "rooms").exitCode()).isZero();
    Result again = runWithInput(input, "reset-password", "--password-stdin");
    assertThat(again.exitCode()).isEqualTo(4);
    assertThat(again.err()).contains("This code is not valid").hasLineCount(1);
    assertThat(AdminRun.inThisProcess(data, "account", "disable", "ivan").exitCode()).isZero();
    Result disabled = runWithInput("another horse\n", "login", "ivan", "--password-stdin");
    assertThat(disabled.exitCode()).isEqualTo(4);
    assertThat(disabled.err()).contains("This account is disabled").hasLineCount(1);
  }

  @Test
  void aChangedPasswordEndsOtherSessionsAndThisDeviceIsStillKnown() throws Exception {
    register("nina");
    String elsewhere = server.endpoint().signIn("nina", "correct horse").getToken();
    String wrong = "battery staple\nanother horse\n";
    Result refused = runWithInput(wrong, "change-password", "--password-stdin");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).hasLineCount(1);

    assertThat(
            runWithInput("correct horse\nanother horse\n", "change-password", "--password-stdin"))
        .isEqualTo(
            new Result(0, "The password was changed. All other sessions were signed out.\n", ""));

    assertThat(run("-name", "nina", "rooms").exitCode()).isZero();
    assertThatThrownBy(() -> server.endpoint().sessions(elsewhere).list())
        .isInstanceOf(ChatException.class);
    String device = Files.readString(alice.directories().credentialsFile());
    assertThat(device.lines().filter(line -> line.contains(" device "))).hasSize(1);
    assertThat(runWithInput("another horse\n", "login", "nina", "--password-stdin").exitCode())
        .isZero();
  }

  @Test
  void aRecoveryCodeChoosesANewPasswordAndOtherDevicesAreTold() throws Exception {
    register("rosa");
    Result refused = runWithInput("battery staple\n", "recovery-codes", "--password-stdin");
    assertThat(refused.exitCode()).isEqualTo(4);
    Path tokens = alice.directories().credentialsFile();
    try (Stream<Path> files = Files.list(tokens.resolveSibling(""))) {
      assertThat(files.filter(file -> file.toString().contains("recovery-codes"))).isEmpty();
    }

    Result made = runWithInput("correct horse\n", "recovery-codes", "--password-stdin");

    assertThat(made.exitCode()).isZero();
    Path file =
        Path.of(made.out().replaceFirst("The recovery codes are in (.*)\\. Each.*\n", "$1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    List<String> codes = Files.readAllLines(file);
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    // On another device.
    server
        .endpoint()
        .resetPassword(
            ResetPasswordRequest.newBuilder()
                .setCode(codes.getLast())
                .setNewPassword("another horse")
                .build());
    assertThat(runWithInput("another horse\n", "login", "rosa", "--password-stdin").out())
        .contains("Signed in as rosa", "The password of this account was set with a code at ");
    assertThat(runWithInput("another horse\n", "login", "rosa", "--password-stdin").out())
        .doesNotContain("was set with a code");
  }

  @Test
  void anAccountIsDeletedWithItsPasswordAndItsTokenIsGone() {
    register("dina");
    assertThat(runWithInput("battery staple\n", "delete-account", "--password-stdin").exitCode())
        .isEqualTo(4);

    Result deleted =
        runWithInput("correct horse\n", "delete-account", "--messages", "--password-stdin");

    assertThat(deleted.exitCode()).isZero();
    assertThat(deleted.out()).contains("Your account is deleted.");
    assertThat(run("devices").err()).contains("No account is signed in");
    assertThat(runWithInput("correct horse\n", "login", "dina", "--password-stdin").err())
        .contains("This account is deleted.");
  }

  private String token() throws Exception {
    return Files.readAllLines(alice.directories().credentialsFile()).stream()
        .filter(line -> line.contains(" account "))
        .map(line -> line.replaceAll(".* ", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wrongGuessesDelayNoSignInOnAKnownDevice() {
    register("hugo");
    assertThat(run("logout").exitCode()).isZero();
    // The first delay is a second, which may pass on a slow machine.
    await()
        .untilAsserted(() -> {
          for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> server.endpoint().signIn("hugo", "battery staple"))
                .isInstanceOf(ChatException.class);
          }
          assertThatThrownBy(() -> server.endpoint().signIn("hugo", "correct horse"))
              .hasMessageContaining("Try again in");
        });

    assertThat(runWithInput("correct horse\n", "login", "hugo", "--password-stdin").exitCode())
        .isZero();
  }

  @Test
  void aTokenOfTheEnvironmentComesFirst() throws Exception {
    alice.setEnvironment(
        "GOCHAT_TOKEN", server.endpoint().signIn("owner", "correct horse").getToken());
    Result sent = run("send", room, "from CI");
    assertThat(sent).isEqualTo(new Result(0, "", ""));
    assertThat(run("history", room).out()).contains("owner: from CI");
    assertThat(alice.directories().credentialsFile()).doesNotExist();
  }

  @Test
  void withSeveralAccountsTheUserNamesOne() {
    register("erin");
    register("finn");
    Result result = run("rooms");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("erin, finn", "-name").hasLineCount(1);
  }

  @Test
  void aFileOfTokensThatOthersCanReadIsNotUsed() throws Exception {
    register("gwen");
    Files.setPosixFilePermissions(
        alice.directories().credentialsFile(), PosixFilePermissions.fromString("rw-r--r--"));
    Result result = run("rooms");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("chmod 600").hasLineCount(1);
    assertThat(run("doctor").out()).contains("PROBLEM", "chmod 600");
  }
}
