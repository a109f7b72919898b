package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import gochat.ops.AdminClient;
import gochat.ops.AdminClient.Search;
import gochat.ops.AdminRequest;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.RefusalReason;
import gochat.v1.RegisterRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignedIn;
import gochat.v1.User;
import gochat.v1.UserKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `bin/server admin account` and `bin/server admin invitation` where people need an invitation.
class AccountCommandsTest {
  @RegisterExtension
  private final ServerFixture server =
      new ServerFixture(
          Map.of(Setting.REGISTRATION, "invite", Setting.WEB_URL, "https://chat.example.org"));

  @Test
  void anAccountGetsAPasswordInAFileThatOnlyTheServersUserCanRead() throws Exception {
    String password = secret(done("account", "add", "PingBot"), "PingBot .* in (.*)\\. Remove ");

    assertThat(userWith("PingBot", password).getKind()).isEqualTo(UserKind.USER_KIND_ACCOUNT);
  }

  private User userWith(String name, String password) {
    assertThat(V1Client.tryRegister(server.channel(), name).getRefusal().getReason())
        .isEqualTo(RefusalReason.REFUSAL_REASON_INVITATION_NEEDED);
    return accounts()
        .signIn(SignInRequest.newBuilder().setName(name).setPassword(password).build())
        .getSignedIn()
        .getUser();
  }

  @Test
  void aPasswordIsShownOnATerminal() {
    String said;
    System.setProperty("gochat.terminal", "true");
    try {
      said = done("account", "add", "Alice");
    } finally {
      System.clearProperty("gochat.terminal");
    }
    String password = said.replaceFirst("Alice can .* password (\\S+)\n", "$1");
    assertThat(userWith("Alice", password).getName()).isEqualTo("Alice");
  }

  @Test
  void anAccountThatCanNotBeAddedLeavesNoFile() throws IOException {
    List<Path> before = files();
    AdminRun.Result result = admin("account", "add", "a b");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("blank");
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(server.directory())) {
      return files.filter(file -> file.getFileName().toString().startsWith("password-")).toList();
    }
  }

  @Test
  void anAccountIsDeletedAndRestored() throws Exception {
    added("Alice");

    assertThat(done("account", "delete", "alice", "--messages"))
        .isEqualTo("Alice is deleted, and is erased in 7 days\n");
    assertThat(done("account", "list", "ali"))
        .matches("Alice  account .* .deleted, erased 20\\S+Z.\n");
    assertThat(done("account", "list", "--json", "ali")).contains("\"erased\"");
    assertThat(done("account", "enable", "Alice")).isEqualTo("Alice can sign in\n");
  }

  @Test
  void anAccountIsMadeAnAdministratorAndIsOneNoMore() throws Exception {
    added("Alice");
    done("account", "add", "Bob");
    assertThat(done("account", "role", "Alice", "administrator"))
        .isEqualTo("Alice is an administrator\n");
    assertThat(done("account", "list", "Alice")).startsWith("Alice  administrator  ");
    AdminRun.Result last = admin("account", "role", "Alice", "account");
    assertThat(last.exitCode()).isEqualTo(1);
    assertThat(last.err()).hasLineCount(1).contains("Alice is the last administrator");

    done("account", "role", "Bob", "administrator");
    assertThat(done("account", "role", "alice", "account"))
        .isEqualTo("Alice is not an administrator\n");
    AdminRun.Result wrong = admin("account", "role", "Bob", "owner");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).isEqualTo("ROLE: owner (expected: administrator or account)\n");
  }

  @Test
  void accountsAreListedDisabledEnabledAndSignedOut() throws Exception {
    SignedIn alice = added("Alice");
    done("account", "add", "Bob");
    assertThat(done("account", "disable", "alice"))
        .isEqualTo("Alice is disabled, and its sessions have ended\n");
    assertThat(done("account", "list").lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("Alice  account  created 20.*  last used -  sessions 0  .disabled."),
            line ->
                assertThat(line).matches("Bob  account  created 20.*  last used -  sessions 0"));

    done("account", "enable", "Alice");
    SignedIn again = V1Client.signIn(server.channel(), "Alice").signedIn();
    assertThat(again.getUser()).isEqualTo(alice.getUser());
    JsonObject listed =
        JsonParser.parseString(done("account", "list", "--json", "A")).getAsJsonObject();
    assertThat(listed.get("id").getAsString()).isEqualTo(alice.getUser().getId());
    assertThat(listed.get("sessions").getAsInt()).isEqualTo(1);
    assertThat(listed.get("disabled").getAsString()).isEqualTo("false");

    done("account", "sign-out", "Alice");
    assertThat(done("account", "list", "alice")).contains("sessions 0");
    AdminRun.Result nobody = admin("account", "disable", "Nobody");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("There is no account Nobody.");
  }

  /// Adds an account with the usual password, by a code for it.
  private SignedIn added(String name) throws IOException {
    done("account", "add", name);
    String link = secret(done("account", "reset", name), "the link is in (.*)\\. Remove ");
    assertThat(link).startsWith("https://chat.example.org/#/reset/");
    return accounts()
        .resetPassword(
            ResetPasswordRequest.newBuilder()
                .setCode(link)
                .setNewPassword(V1Client.PASSWORD)
                .build())
        .getSignedIn();
  }

  @Test
  void anInvitationIsMadeListedAndRevoked() throws Exception {
    String made =
        done(
            "invitation",
            "add",
            "--uses=3",
            "--valid-for=30d",
            "--administrator",
            "--note=for Alice");
    String id = made.replaceFirst("(?s)Invitation (\\S+): the link .*", "$1");
    SignedIn root = registered("root", secret(made, "the link is in (.*)\\. Remove"));
    assertThat(root.getUser().getKind()).isEqualTo(UserKind.USER_KIND_ADMINISTRATOR);

    assertThat(done("invitation", "list").lines())
        .contains("id: " + id, "kind: administrator", "uses: 1", "uses-max: 3", "note: for Alice");

    done("invitation", "revoke", id);
    assertThat(done("invitation", "list", "--json")).isEmpty();
    AdminRun.Result again = admin("invitation", "revoke", id);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("There is no invitation " + id);
  }

  @Test
  void aTerminalThatIsWideEnoughGetsTheLinkAsAQrCodeToo() throws IOException {
    for (int columns : List.of(0, 80)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<String> command = List.of("invitation", "add");
      var request = new AdminRequest(command, "en", server.directory(), true, columns);
      try (AdminClient client = ((Search.Found) AdminClient.connect(server.directory())).client()) {
        assertThat(client.run(request, new PrintStream(out, true, UTF_8), System.err)).hasValue(0);
      }
      assertThat(out.toString(UTF_8))
          .containsPattern(
              "^Invitation \\S+: https://chat\\.example\\.org/#/invite/[0-9A-Z-]{24}\n");
      assertThat(out.toString(UTF_8).contains("▀")).isEqualTo(columns == 80);
    }
  }

  private SignedIn registered(String name, String code) {
    return accounts()
        .register(
            RegisterRequest.newBuilder()
                .setName(name)
                .setPassword(V1Client.PASSWORD)
                .setInvitation(code)
                .build())
        .getSignedIn();
  }

  @Test
  void anInvitationThatCanNotBeIsRefused() {
    assertThat(refusedInvitation("--uses=0")).isEqualTo("--uses: 0 (expected: 1..10000)\n");
    assertThat(refusedInvitation("--valid-for=1s"))
        .isEqualTo("--valid-for: 1s (expected: a time such as 30m, 6h or 7d, at most 365d)\n");
    assertThat(refusedInvitation("--valid-for=366d"))
        .isEqualTo("--valid-for: 366d (expected: a time such as 30m, 6h or 7d, at most 365d)\n");
    assertThat(refusedInvitation("--room=#nowhere"))
        .isEqualTo("There is no public room #nowhere. Name it as #name, or by its id.\n");
    assertThat(refusedInvitation("--room=lobby"))
        .isEqualTo("There is no public room lobby. Name it as #name, or by its id.\n");
  }

  private String refusedInvitation(String option) {
    AdminRun.Result result = admin("invitation", "add", option);
    assertThat(result.exitCode()).isEqualTo(2);
    return result.err();
  }

  private AccountServiceBlockingStub accounts() {
    return AccountServiceGrpc.newBlockingStub(server.channel());
  }

  /// The secret in the file that a command has named.
  private static String secret(String said, String pattern) throws IOException {
    Matcher named = Pattern.compile(pattern).matcher(said);
    assertThat(named.find()).as(said).isTrue();
    Path file = Path.of(named.group(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    return Files.readString(file).strip();
  }

  /// The output of a command that succeeds.
  private String done(String... command) {
    AdminRun.Result result = admin(command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private AdminRun.Result admin(String... command) {
    return AdminRun.inThisProcess(server.directory(), command);
  }
}
