package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.Endpoint;
import gochat.terminal.CommandRun.Result;
import gochat.v1.RegisterRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The administration of a server on the command line of an administrator.
class PipeAdminTest extends PipeCommands {
  private String root;

  @BeforeAll
  void makeAdministrator() {
    root =
        server
            .endpoint()
            .register(
                RegisterRequest.newBuilder()
                    .setName("root")
                    .setPassword("correct horse")
                    .setAdminCode(server.adminCode().orElseThrow())
                    .build())
            .getToken();
  }

  @BeforeEach
  void beAdministrator() {
    alice.setEnvironment("GOCHAT_TOKEN", root);
  }

  /// The columns of the lines of a list.
  private List<List<String>> list(String... command) {
    return run(command).lines().stream().map(line -> List.of(line.split("\t", -1))).toList();
  }

  /// The secret in the file that the output names at its end.
  private static String secretIn(Result result) throws IOException {
    assertThat(result.err()).isEmpty();
    Path file = Path.of(result.out().replaceFirst("(?s).* in (/.*)\n", "$1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    return Files.readString(file).strip();
  }

  @Test
  void accountsAreListedByTheBeginningOfTheirNames() {
    server.endpoint().register("petra", "correct horse");
    server.endpoint().register("peter", "correct horse");

    List<List<String>> found = list("admin", "account", "list", "PET");

    assertThat(found).extracting(List::getFirst).containsExactly("peter", "petra");
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d";
    assertThat(String.join("|", found.getFirst()))
        .matches("peter\\|account\\|" + time + "\\|" + time + "\\|1\\|-");
    assertThat(list("admin", "account", "list", "root").getFirst()).contains("administrator", "1");
    assertThat(run("admin", "account", "list", "petra", "--json").out())
        .contains("\"sessions\":1")
        .hasLineCount(1);
  }

  @Test
  void aDisabledAccountSignsInAgainOnceItIsEnabled() {
    server.endpoint().register("mallory", "correct horse");

    assertThat(run("admin", "account", "disable", "mallory"))
        .isEqualTo(new Result(0, "mallory is disabled, and its sessions have ended.\n", ""));
    assertThat(list("admin", "account", "list", "mallory").getFirst()).contains("0", "disabled");
    assertThat(signIn("mallory", "correct horse").err()).contains("This account is disabled");

    assertThat(run("admin", "account", "enable", "mallory").out())
        .isEqualTo("mallory can sign in again.\n");
    assertThat(signIn("mallory", "correct horse").exitCode()).isZero();
    assertThat(run("admin", "account", "sign-out", "mallory").out())
        .isEqualTo("All sessions of mallory have ended.\n");
    assertThat(list("admin", "account", "list", "mallory").getFirst()).contains("0");
  }

  @Test
  void anAccountIsDeletedAndRestored() {
    server.endpoint().register("dave", "correct horse");

    assertThat(run("admin", "account", "delete", "dave", "--messages"))
        .isEqualTo(new Result(0, "dave is deleted, and is erased in 7 days.\n", ""));
    assertThat(list("admin", "account", "list", "dave").getFirst().getLast())
        .startsWith("deleted, erased 20");
    assertThat(signIn("dave", "correct horse").err()).contains("This account is deleted");
    assertThat(run("admin", "account", "enable", "dave").exitCode()).isZero();
    assertThat(signIn("dave", "correct horse").exitCode()).isZero();
  }

  @Test
  void anAccountIsMadeAnAdministratorAndIsOneNoMore() {
    server.endpoint().register("nina", "correct horse");

    assertThat(run("admin", "account", "role", "nina", "administrator").out())
        .isEqualTo("nina is an administrator.\n");
    assertThat(list("admin", "account", "list", "nina").getFirst()).contains("administrator");
    assertThat(run("admin", "account", "role", "nina", "account").out())
        .isEqualTo("nina is not an administrator.\n");
    assertThat(run("admin", "account", "role", "root", "account").err())
        .hasLineCount(1)
        .contains("root is the last administrator");
    Result wrong = run("admin", "account", "role", "nina", "owner");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("owner", "administrator, account");
    assertThat(run("admin", "account", "role", "nina").err()).contains("ROLE").hasLineCount(1);
  }

  private Result signIn(String name, String password) {
    return runWithInput(password + "\n", "login", name, "--password-stdin");
  }

  @Test
  void aLinkForANewPasswordIsInAPrivateFile() throws Exception {
    server.endpoint().register("olga", "correct horse");

    String link = secretIn(run("admin", "account", "reset", "olga"));

    assertThat(link).startsWith(server.endpoint().describe().getUrl() + "/#/reset/");
    assertThat(runWithInput(link + "\nanother horse\n", "reset-password", "--password-stdin").out())
        .startsWith("Signed in as olga");
  }

  @Test
  void anInvitationIsMadeListedUsedAndRevoked() throws Exception {
    Result made =
        run(
            "admin",
            "invitation",
            "add",
            "--uses",
            "2",
            "--valid-for",
            "24h",
            "--room",
            room.substring(1),
            "--note",
            "for Quinn");
    String link = secretIn(made);
    String id = made.out().replaceFirst("(?s)Invitation (\\S+), .*", "$1");

    assertThat(link).startsWith(server.endpoint().describe().getUrl() + "/#/invite/");
    assertThat(list("admin", "invitation", "list"))
        .anyMatch(line -> line.contains(id) && line.contains("0/2") && line.contains("for Quinn"));
    Endpoint endpoint = server.endpoint();
    endpoint.register("quinn", "correct horse", link);
    assertThat(list("admin", "invitation", "list"))
        .anyMatch(line -> line.contains(id) && line.contains("1/2"));

    assertThat(run("admin", "invitation", "revoke", id).out())
        .isEqualTo("The invitation " + id + " was revoked.\n");
    assertThat(list("admin", "invitation", "list")).noneMatch(line -> line.contains(id));
    assertThat(run("admin", "invitation", "revoke", id).exitCode()).isEqualTo(3);
  }

  @Test
  void aRefusalIsOneLineAndLeavesNoFile() throws Exception {
    Result refused = run("admin", "invitation", "add", "--room", "kitchen");

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).hasLineCount(1).contains("#kitchen");
    try (Stream<Path> files =
        Files.list(alice.directories().credentialsFile().toAbsolutePath().getParent())) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("invite"));
    }
    alice.setEnvironment(
        "GOCHAT_TOKEN", server.endpoint().register("rita", "correct horse").getToken());
    assertThat(run("admin", "account", "list").exitCode()).isEqualTo(3);
  }

  @Test
  void wrongWordsSayWhatIsExpected() {
    Result wrong = run("admin", "invitation", "reset");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("invitation reset", "invitation add|list|revoke");
    assertThat(run("admin", "account", "disable").err()).contains("NAME").hasLineCount(1);
    assertThat(run("admin", "invitation", "add", "--valid-for", "soon").err())
        .contains("--valid-for: soon");
  }
}
