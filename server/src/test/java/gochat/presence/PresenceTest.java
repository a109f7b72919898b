package gochat.presence;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.UserName;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final Presence<String> presence = new Presence<>();

  @Test
  void theFirstHolderKeepsANameThatIsClaimedAgain() {
    assertThat(presence.claim(name("Alice"), "first")).isTrue();
    assertThat(presence.claim(name("ALICE"), "second")).isFalse();

    assertThat(presence.find(name("alice")))
        .hasValueSatisfying(held -> {
          assertThat(held.holder()).isEqualTo("first");
          assertThat(held.name()).hasToString("Alice");
        });
  }

  @Test
  void aLateReleaseNeverRemovesANewHolder() {
    presence.claim(name("Alice"), "first");
    presence.release(name("Alice"), "first");
    presence.claim(name("Alice"), "second");

    presence.release(name("Alice"), "first");

    assertThat(presence.find(name("Alice"))).isPresent();
  }

  private static UserName name(String typed) {
    return ((UserName.Check.Valid) UserName.check(typed)).name();
  }
}
