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
    asProgram();
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
    alice.awaitLine("* Guests can't create rooms at this server. /register makes you an account.");
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
    alice.awaitText("* You now have the account Alicia: the name, your rooms, your read markers");
    alice.awaitText("Alicia registered and is no guest any more");
    alice.enter("/create #mine");
    alice.awaitText(" #mine  1 member");
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
  void anInvitationOnTheCommandLineMakesAnAccount() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "invite"));
    String code = server.makeInvitation();
    Tmux alice =
        start(80, 24, "-invite", "https://chat.example/#/invite/" + code, "-name", "Alice");
    alice.awaitText("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Connected to " + server.address() + " as Alice.");
    assertThat(Files.readString(directory.resolve("state/gochat/credentials")))
        .contains("account plain Alice");

    // The user has the account, so nothing is registered.
    Tmux again = start(80, 24, "-invite", code, "-name", "Alice");
    again.awaitText("You are signed in as Alice already, and the invitation was not used.");
    again.awaitText("exit code 1");

    // A code that is not valid does not turn the next name into another try.
    Tmux ben = start(80, 24, "-invite", code);
    ben.awaitText("Your name:");
    ben.enter("Ben");
    ben.awaitText("New password for Ben:");
    ben.enter(Peer.PASSWORD);
    ben.awaitText("Once more:");
    ben.enter(Peer.PASSWORD);
    ben.awaitText("* This invitation is not valid, or not any more:");
    ben.awaitText("Your name:");
    ben.enter("Ben");
    ben.awaitText("Connected to " + server.address() + " as Ben.");

    // The guest takes an account, after a code that is asked for.
    ben.enter("/register");
    ben.awaitLine("Invitation or administrator's code:");
    String second = server.makeInvitation();
    ben.enter(second);
    ben.awaitLine("New password for Ben:");
    ben.enter(Peer.PASSWORD);
    ben.awaitLine("Once more:");
    ben.enter(Peer.PASSWORD);
    ben.awaitText("* You now have the account Ben:");
    assertThat(ben.output()).doesNotContain(second);
  }

  @Test
  void aRefusedRegistrationLeavesTheGuestWhereItIs() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "invite"));
    Tmux alice = start(80, 24, "-name", "Alice");
    alice.awaitText("Connected to " + server.address() + " as Alice.");
    alice.enter("/register");
    alice.awaitLine("Invitation or administrator's code:");
    alice.enter("wrong");
    alice.awaitLine("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitLine("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("* This invitation is not valid, or not any more:");
    assertThat(Files.readString(directory.resolve("state/gochat/credentials")))
        .contains("guest plain Alice");
    alice.enter("still here");
    alice.awaitText("Alice: still here");
    alice.enter("/register");
    alice.awaitLine("Invitation or administrator's code:");
    alice.enter(server.makeInvitation());
    alice.awaitLine("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitLine("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("* You now have the account Alice:");
  }

  @Test
  void beforeThereIsAScreenACodeIsAskedForWhereItIsNeeded() throws Exception {
    server.close();
    server = RealServer.start(Map.of(Setting.REGISTRATION, "invite"));
    String code = server.makeInvitation();
    Tmux alice = start(80, 24);
    alice.awaitText("Your name:");
    alice.enter("/register Alice");
    alice.awaitText("* This server takes new accounts by invitation only.");
    alice.awaitText("Invitation or administrator's code:");
    alice.enter(code);
    alice.awaitText("New password for Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Once more:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("Connected to " + server.address() + " as Alice.");
    assertThat(alice.output()).doesNotContain(code);
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
