package gochat.terminal;

import gochat.v1.SetSlowModeRequest;
import org.junit.jupiter.api.Test;

/// Slow mode, for those who set it and for those who wait.
class LiveSlowModeTest extends LiveProgram {
  @Test
  void anOwnerSetsSlowModeAndEverybodySeesIt() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/create #tea");
    alice.awaitText(" #tea  1 member");
    alice.enter("/slowmode");
    alice.awaitLine("* The room has no slow mode.");
    alice.enter("/slowmode soon");
    alice.awaitText("* soon is no interval. Type a time from 1s to 6h");

    alice.enter("/slowmode 30s");
    alice.awaitText("→ Alice turned slow mode on: one message every 30 seconds");
    alice.awaitText(" #tea  1 member  slow mode");
    alice.enter("/slowmode");
    alice.awaitText("* The room has slow mode: members send one message every 30 seconds.");
    alice.enter("one");
    alice.awaitLine("Alice: one");
    alice.enter("two");
    alice.awaitLine("Alice: two");

    alice.enter("/slowmode off");
    alice.awaitText("→ Alice turned slow mode off");
  }

  @Test
  void aMemberSeesHowLongToWaitAndKeepsTheText() throws Exception {
    String tea = bob.createRoom("tea", "");
    setInterval(tea, 21_600);
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #tea");
    alice.awaitText(" #tea  2 members  slow mode");
    alice.enter("one");
    alice.awaitText("slow mode: 5:59:");

    alice.enter("two, which is kept");
    alice.awaitText("* #tea has slow mode: nothing was sent");
    alice.awaitLine("> two, which is kept");

    setInterval(tea, 0);
    alice.awaitText("→ Bob turned slow mode off");
    alice.key("Enter");
    alice.awaitLine("Alice: two, which is kept");
  }

  @Test
  void aMessageThatTheServerRefusesComesBack() throws Exception {
    String tea = bob.createRoom("tea", "");
    setInterval(tea, 21_600);
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #tea");
    alice.awaitText(" #tea  2 members  slow mode");
    alice.enter("one");
    alice.awaitText("slow mode: 5:59:");
    // A client that is started again knows nothing of the message before.
    Tmux again = start(80, 24);
    again.awaitText(" #tea  2 members  slow mode");
    again.awaitLine("Alice: one");

    again.enter("two, which comes back");

    again.awaitText("* #tea has slow mode: nothing was sent");
    again.awaitLine("> two, which comes back");
    again.awaitText("slow mode: 5:59:");
  }

  private void setInterval(String room, int seconds) {
    bob.requests()
        .setSlowMode(
            SetSlowModeRequest.newBuilder().setRoom(room).setIntervalSeconds(seconds).build())
        .join();
  }
}
