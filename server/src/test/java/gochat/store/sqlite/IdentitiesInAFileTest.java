package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.GuestConfig;
import gochat.account.Identities;
import gochat.account.Memberships;
import gochat.account.Registration;
import gochat.account.RegistrationForm;
import gochat.account.SignInOutcome;
import gochat.account.SignInOutcome.SignedIn;
import gochat.account.TestPasswords;
import gochat.account.User;
import gochat.limit.NetworkList;
import gochat.store.Durability;
import gochat.store.Store;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with nothing faked.
class IdentitiesInAFileTest {
  private static final String PASSWORD = "correct horse";
  private static final InetAddress HOME = InetAddress.getLoopbackAddress();

  @TempDir private Path directory;

  @Test
  void tokensAndGuestsSurviveARestart() {
    SignedIn alice;
    SignedIn bob;
    try (Store store = open();
        Identities identities = identities(store)) {
      String code = identities.signUps().adminCode().orElseThrow();
      alice =
          signedIn(
              identities
                  .signUps()
                  .register(new RegistrationForm("Alice", PASSWORD, code, "", "laptop"), HOME));
      bob = signedIn(identities.signUps().asGuest("Bob", "phone", HOME));
    }
    try (Store store = open();
        Identities identities = identities(store)) {
      assertThat(identities.tokens().authenticate(alice.token())).contains(alice.identity());
      assertThat(identities.tokens().authenticate(bob.token())).contains(bob.identity());
      assertThat(identities.signUps().adminCode()).isEmpty();
      signedIn(identities.signIns().signIn("alice", PASSWORD, "", "phone", HOME));
    }
  }

  @Test
  void neitherPasswordsNorTokensAreInTheFile() throws Exception {
    SignedIn alice;
    try (Store store = open();
        Identities identities = identities(store)) {
      alice =
          signedIn(
              identities
                  .signUps()
                  .register(new RegistrationForm("Alice", PASSWORD, "", "", "laptop"), HOME));
    }
    String file = Files.readString(directory.resolve("gochat.db"), StandardCharsets.ISO_8859_1);
    assertThat(file)
        .contains("Alice")
        .doesNotContain(PASSWORD)
        .doesNotContain(alice.token())
        .doesNotContain(alice.token().substring(26));
  }

  private Store open() {
    return SqliteStore.open(
        directory.resolve("gochat.db"),
        Durability.SYNC,
        e -> {
          throw e;
        });
  }

  private static Identities identities(Store store) {
    return Identities.start(
        store.accounts(),
        store.invitations(),
        store.otherServers(),
        Registration.OPEN,
        new GuestConfig(true, 10_000, 10_000),
        TestPasswords.COST,
        NetworkList.EMPTY,
        new Memberships() {
          @Override
          public void end(User guest) {}

          @Override
          public void close(User account) {}

          @Override
          public void upgraded(User guest, User account) {}

          @Override
          public void begin(User account, List<String> rooms) {}
        },
        (_, _, _, _) -> {});
  }

  private static SignedIn signedIn(SignInOutcome outcome) {
    assertThat(outcome).isInstanceOf(SignedIn.class);
    return (SignedIn) outcome;
  }
}
