package gochat.terminal;

import gochat.client.v1.Peer;
import gochat.v1.RegisterRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audit log as an administrator reads it.
class LiveAuditTest extends LiveProgram {
  @BeforeEach
  void makeAdministrator() {
    var _ =
        server
            .endpoint()
            .register(
                RegisterRequest.newBuilder()
                    .setName("root")
                    .setPassword(Peer.PASSWORD)
                    .setAdminCode(server.adminCode().orElseThrow())
                    .build());
  }

  private Tmux root() throws Exception {
    Tmux root = start(80, 24);
    root.awaitText("Your name:");
    root.enter("/login root");
    root.awaitText("Password of root:");
    root.enter(Peer.PASSWORD);
    root.awaitText("as root.");
    root.awaitText("2:#audit");
    root.key("M-2");
    // The head line; the list has a number before the name.
    root.awaitText(" #audit");
    return root;
  }

  @Test
  void anAdministratorSeesEntriesAsTheyCome() throws Exception {
    String dev = bob.createRoom("dev", "");
    Tmux root = root();
    root.awaitText("root registered · by: the administrator's code · kind: administrator");

    try (Peer alice = new Peer(server.address(), "Alice")) {
      alice.join("#dev");
      bob.kick(dev, "Alice");
      root.awaitText("Bob kicked Alice · room: " + dev + " · name: dev");
    }
  }

  @Test
  void aTextForTheAuditLogComesBackIntoTheInputLine() throws Exception {
    Tmux root = root();
    root.enter("hi there");

    root.awaitText("Only the server writes in #audit; your text is back in the input line.");
    root.awaitLine("> hi there");
  }
}
