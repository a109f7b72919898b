package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/// Pastes, completions, commands and private messages in the input line.
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
  void theLineShowsItsReceiverBeforeItIsSent() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    bob.say("lobby", "here I am");
    alice.awaitLine("Bob: here I am");
    alice.type("@Bob");
    alice.awaitLine("→ Bob (private) > @Bob");
    alice.enter(", psst");
    await().until(() -> bob.heard().contains("psst"));
    alice.enter("@Bob看一下");
    alice.awaitText("Send this to Bob alone: “看一下”? Enter sends it, Esc puts it back into");
    alice.key("Escape");
    alice.awaitLine("→ Bob (private) > @Bob看一下");
    alice.key("Enter");
    alice.awaitText("Send this to Bob alone");
    alice.key("Enter");
    await().until(() -> bob.heard().contains("看一下"));
    alice.enter(" @Bob for all");
    await().until(() -> bob.heard().contains("@Bob for all"));
    alice.enter("/msg Bob");
    alice.awaitText(" @Bob");
    alice.awaitLine("Alice: psst");
  }

  @Test
  void aMessageThatIsTooLongStaysInTheLine() throws Exception {
    Tmux alice = alice(80, 24);
    alice.paste("x".repeat(70_000) + "\nthe end");
    alice.awaitLine("  the end");
    alice.key("Enter");
    alice.awaitText("* The message has 70008 bytes (expected: at most 65536): nothing was sent.");
    alice.awaitLine("  the end");
    alice.key("C-u");
    alice.type("short");
    alice.awaitLine("  short");
    assertThat(bob.heard()).isEmpty();
  }

  @Test
  void aMentionOfNoUserIsTold() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("look, @Bob and @Bobby");
    alice.awaitLine("* No such user, so nobody is notified: @Bobby");
    alice.enter("/edit look, @Bob and @Robert");
    alice.awaitLine("* No such user, so nobody is notified: @Robert");
  }

  @Test
  void anUnknownCommandIsNotSent() throws Exception {
    Tmux alice = alice(80, 24);
    alice.enter("/jion #dev");
    alice.awaitLine("* There is no command /jion; did you mean /join?");
    alice.enter("/search lunch");
    alice.awaitText("* There is no search yet. /history DATE goes to a day");
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
    alice.enter("/whois Ghost");
    alice.awaitLine("* No user has the name Ghost.");
  }
}
