package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/// Lines that are more than a line of text.
class LiveInputTest extends LiveProgram {
  @Test
  void aPasteOfSeveralLinesIsOneMessageOrMany() throws Exception {
    Tmux alice = alice(80, 24);
    alice.paste("one\ntwo\n  three");
    alice.awaitLine("Enter sends 3 lines as one message, Alt+S one message for each line.");
    assertThat(alice.screen()).containsSubsequence("> one", "  two", "    three");
    alice.key("Enter");
    await().until(() -> bob.heard().contains("one\ntwo\n  three"));
    alice.awaitLine("  │   three");

    alice.paste("four\nfive");
    alice.key("M-s");
    await().until(() -> bob.heard().contains("five"));
    assertThat(bob.heard()).containsExactly("one\ntwo\n  three", "four", "five");
  }

  @Test
  void anUnknownCommandIsNotSaid() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("/jion #dev");
    alice.awaitLine("* There is no command /jion; did you mean /join?");
    alice.enter("said");
    await().until(() -> bob.heard().contains("said"));
    assertThat(bob.heard()).containsExactly("said");
  }

  @Test
  void tabCompletesNamesRoomsAndCommands() throws Exception {
    bob.say("lobby", "here I am");
    Tmux alice = alice(80, 24);
    alice.awaitLine("Bob: here I am");
    alice.type("/wh");
    alice.key("Tab");
    alice.awaitLine("/who  /whois");
    alice.key("Tab");
    alice.key("Tab");
    alice.type("b");
    alice.key("Tab");
    alice.awaitLine("> /whois Bob");
    alice.key("Enter");
    alice.awaitLine("* Bob is online.");
  }
}
