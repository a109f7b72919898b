package gochat.terminal;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/// Blocked users on a terminal.
class LivePrivacyTest extends LiveProgram {
  @Test
  void aBlockedUsersMessagesAreFoldedAndOneIsOpenedByAKey() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    bob.say("lobby", "buy my stuff");
    alice.awaitLine("Bob: buy my stuff");

    alice.enter("/block bob");
    alice.awaitText("Bob is blocked");
    alice.awaitText("Bob: (message of a blocked user;");
    alice.enter("/block");
    alice.awaitText("You have blocked 1 user");
    bob.say("lobby", "really, buy it");
    await()
        .until(() ->
            alice.screen().stream()
                    .filter(line -> line.startsWith("Bob: (message of a blocked user;"))
                    .count()
                == 2);

    alice.key("M-Up");
    alice.key("M-o");
    alice.awaitLine("Bob: really, buy it");
    alice.enter("/unblock Bob");
    alice.awaitText("Bob is not blocked any more.");
    alice.awaitLine("Bob: buy my stuff");

    alice.enter("/privacy messages nobody");
    alice.awaitText("May write to you in private: nobody. May invite you to rooms: everybody.");
  }
}
