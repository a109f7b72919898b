package gochat.terminal;

import org.junit.jupiter.api.Test;

/// The limit of a room's history.
class LiveRetentionTest extends LiveProgram {
  @Test
  void anOwnerLimitsTheHistoryAndEverybodySeesIt() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/create #tea");
    alice.awaitText(" #tea  1 member");
    alice.enter("/retention");
    alice.awaitLine("* The room has no limit of its own. The server may have one.");
    alice.enter("/retention soon");
    alice.awaitText("* soon is no limit. Type a time such as 30m, 6h or 30d");

    alice.enter("/retention 30d 5000");
    alice.awaitText("Remove what is beyond 30 days, 5,000 events for good?");
    alice.key("Enter");
    alice.awaitText("→ Alice limited the history of this room: 30 days, 5,000 events");
    alice.enter("/retention");
    alice.awaitText("* The room keeps at most: 30 days, 5,000 events. The server may keep less.");

    alice.enter("/retention off");
    alice.awaitText("→ Alice removed the limit of this room's history");
  }
}
