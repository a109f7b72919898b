package gochat.terminal;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/// Pinned messages.
class LivePinsTest extends LiveProgram {
  @Test
  void aMessageIsPinnedAndFoundAgain() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/create #tea");
    alice.awaitText(" #tea  1 member");
    alice.enter("/pins");
    alice.awaitText("* No message is pinned here.");
    bob.join("#tea");
    bob.say("#tea", "the kettle is on");
    alice.awaitLine("Bob: the kettle is on");
    alice.enter("/pin");
    alice.awaitLine("→ Alice pinned a message: the kettle is on");
    alice.awaitLine("Bob: the kettle is on (pinned)");
    alice.awaitText("1 pinned");

    for (int i = 1; i <= 30; i++) {
      alice.enter("cup " + i);
    }
    alice.awaitLine("Alice: cup 30");
    alice.enter("/pins");
    alice.awaitText("Go to:");
    alice.awaitLine("Bob: the kettle is on");
    alice.key("Enter");
    alice.awaitLine("Bob: the kettle is on (pinned)");
    alice.enter("/unpin");
    alice.key("M->");
    alice.awaitLine("→ Alice unpinned a message: the kettle is on");
  }

  @Test
  void aPinIsRemovedWhenItsMessageIsNoLongerKept() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/create #tea");
    alice.awaitText(" #tea  1 member");
    bob.join("#tea");
    bob.say("#tea", "the kettle is on");
    alice.awaitLine("Bob: the kettle is on");
    alice.enter("/pin");
    alice.awaitText("1 pinned");
    bob.say("#tea", "a cup of green tea");
    alice.awaitLine("Bob: a cup of green tea");
    alice.enter("/pin");
    alice.awaitText("2 pinned");

    String tea = bob.room("#tea").getRoomId();
    server.stop();
    server.startAgainKeeping(tea, 3);
    bob.say("#tea", "back again");
    alice.awaitLine("Bob: back again");
    await().until(() -> bob.room("#tea").getFloorSeq() > 0);
    alice.enter("/pins");
    alice.awaitText("Go to:");
    alice.type("no longer");
    alice.key("Enter");
    alice.awaitLine("* This message is no longer kept. /unpin unpins it.");
    alice.enter("/unpin");

    alice.awaitText("Alice unpinned a message");
    alice.awaitText("1 pinned");
    alice.awaitLine("Bob: a cup of green tea (pinned)");
  }
}
