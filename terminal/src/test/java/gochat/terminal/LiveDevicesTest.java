package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gochat.client.v1.Peer;
import gochat.v1.SignInRequest;
import gochat.v1.SignedIn;
import org.junit.jupiter.api.Test;

/// The devices on which the user is signed in.
class LiveDevicesTest extends LiveProgram {
  /// No line of an answer wraps, whatever the name of this host.
  private static final int WIDE = 160;

  private SignedIn signInOn(String device) {
    return server
        .endpoint()
        .signIn(
            SignInRequest.newBuilder()
                .setName("Alice")
                .setPassword(Peer.PASSWORD)
                .setLabel(device)
                .build());
  }

  private void awaitDevices(String token, int count) {
    await()
        .untilAsserted(() -> assertThat(server.endpoint().sessions(token).list()).hasSize(count));
  }

  @Test
  void aUserListsTheDevicesAndEndsTheirSessions() throws Exception {
    Tmux alice = aliceWithAccount(WIDE, 30);
    signInOn("old-phone");
    String tablet = signInOn("tablet").getToken();

    alice.enter("/devices");
    alice.awaitText("You are signed in on 3 devices;");
    alice.awaitText("2  old-phone: signed in ");
    alice.awaitText(" from 127.0.0.1, last used about ");
    alice.awaitText(" (this device): signed in ");
    alice.enter("/devices end 1");
    alice.awaitText("This is your own session; /logout ends it.");
    alice.enter("/devices end 7");
    alice.awaitText("You have no session 7; /devices lists those that you have.");

    alice.enter("/devices end 2");
    alice.awaitText("End the session of old-phone, signed in ");
    alice.key("Enter");
    alice.awaitText("1 session was ended.");
    awaitDevices(tablet, 2);

    signInOn("another");
    signInOn("one-more");
    alice.enter("/devices end others");
    alice.awaitText("End all 3 other sessions?");
    alice.key("Enter");
    alice.awaitText("3 sessions were ended.");
    alice.enter("/devices end others");
    alice.awaitText("You are signed in on this device only.");
  }

  @Test
  void anotherPasswordEndsTheOtherSessions() throws Exception {
    Tmux alice = aliceWithAccount(WIDE, 30);
    signInOn("old-phone");

    alice.enter("/password");
    alice.awaitText("Password of Alice:");
    alice.enter("wrong password");
    alice.awaitText("New password for Alice:");
    alice.enter("another horse");
    alice.awaitText("Once more:");
    alice.enter("another horse");
    alice.awaitText("This is not the password of your account.");

    alice.enter("/password");
    alice.awaitText("Password of Alice:");
    alice.enter(Peer.PASSWORD);
    alice.awaitText("New password for Alice:");
    alice.enter("another horse");
    alice.awaitText("Once more:");
    alice.enter("another horse");
    alice.awaitText("Your password was changed. All other sessions were signed out.");
    assertThat(alice.output()).doesNotContain(Peer.PASSWORD, "another horse");
    awaitDevices(server.endpoint().signIn("Alice", "another horse").getToken(), 2);
  }

  @Test
  void aGuestHasOneDevice() throws Exception {
    Tmux alice = alice(WIDE, 24);
    alice.enter("/devices");
    alice.awaitText("A guest is signed in on one device only. /register makes you an account.");
  }
}
