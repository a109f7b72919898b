package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gochat.client.RealServer;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Peer;
import gochat.server.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The name, the account and the password of the user.
class LiveIdentityTest extends LiveProgram {
  @Test
  void aPasswordIsNeverShownAndTheTokenIsKeptPrivately() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    assertThat(alice.output()).doesNotContain(Peer.PASSWORD);
    assertThat(alice.client().info().commandLine().orElse("")).doesNotContain(Peer.PASSWORD);
    Path credentials = directory.resolve("state/gochat/credentials");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
        .isEqualTo("rw-------");

    alice.enter("/login Alice");
    alice.awaitLine("Password of Alice:");
    alice.type("wrong password");
    alice.key("Enter");
    alice.awaitText("* There is no account with this name and this password.");
    assertThat(alice.output()).doesNotContain("wrong password");
    alice.key("Up");
    alice.key("Up");
    assertThat(String.join("\n", alice.screen())).doesNotContain("wrong password");
  }

  @Test
  void aGuestChangesItsNameAndRegistersIt() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("/create #mine");
    alice.awaitLine("* Guests can't do that. Register an account first.");
    alice.enter("/nick Alicia");
    alice.awaitText("as Alicia.");
    alice.enter("hello from Alicia");
    await().until(() -> bob.heard().contains("hello from Alicia"));
    alice.enter("/register");
    alice.awaitLine("New password for Alicia:");
    alice.enter(Peer.PASSWORD);
    alice.awaitLine("Once more:");
    alice.enter(Peer.PASSWORD);
    await()
        .until(() ->
            Files.readString(directory.resolve("state/gochat/credentials"))
                .contains("account plain Alicia"));
    alice.awaitText(
        "* You now have the account Alicia: the name and this device's sign-in are kept.");
    alice.enter("/nick Bea");
    alice.awaitLine("* An account keeps its name; /register makes another one.");
    alice.enter("exit");
    alice.awaitText("exit code 0");

    // A server with one account needs no name.
    Tmux again = start(80, 24);
    again.awaitText("as Alicia.");
    again.enter("/logout");
    again.awaitText("exit code 0");
    assertThat(Files.readString(directory.resolve("state/gochat/credentials")))
        .doesNotContain("account plain Alicia");

    // The rest is no token: by it the server still knows this device.
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() ->
              Endpoint.plaintext(server.address().toString()).signIn("Alicia", "battery staple"))
          .isInstanceOf(ChatException.class);
    }
    Tmux back = start(80, 24);
    back.awaitText("GoChat (" + server.address() + ")");
    back.awaitText("Your name:");
    back.enter("/login Alicia");
    back.awaitText("Password of Alicia:");
    back.enter(Peer.PASSWORD);
    back.awaitText("as Alicia.");
  }

  @Test
  void aServerWithoutGuestsRequiresAnAccount() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.GUEST_ALLOWED, "off"));
    Tmux alice = start(80, 24, "-name", "Alice");
    alice.awaitLine("* This server takes no guests. Please register an account.");
    alice.enter("/register Alice");
    alice.awaitText("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Connected to " + server.address() + " as Alice.");
  }

  @Test
  void aServerWithoutRegistrationSaysSoBeforeAPasswordIsTyped() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.GUEST_ALLOWED, "off", Setting.REGISTRATION, "off"));
    Tmux alice = start(80, 24, "-name", "Alice");
    alice.awaitLine("* This server takes no guests. Please register an account.");
    alice.awaitText("* Give another name, or type /login, or press Ctrl+C to leave.");
    alice.enter("/register Alice");
    alice.awaitText("* Nobody can register at this server. Ask its administrator for an account.");
    assertThat(alice.output()).doesNotContain("New password");
  }
}
