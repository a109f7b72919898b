package gochat.account;

import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.account.Refusal.Reason;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Behind a proxy the operator does not choose the server that gets the code.
@ExtendWith(SilentServer.class)
class AdminCodeOfTwoServersTest {
  @Test
  void theCodeOfOneServerMakesTheOnlyAdministratorAtTheOther() throws SQLException {
    try (TwoServers servers = new TwoServers()) {
      String code = servers.first.identities.signUps().adminCode().orElseThrow();
      String other = servers.second.identities.signUps().adminCode().orElseThrow();

      refused(servers.second.register("root", PASSWORD, code + "X"), Reason.WRONG_ADMIN_CODE);
      assertThat(signedIn(servers.second.register("root", PASSWORD, code)).identity().user().kind())
          .isEqualTo(UserKind.ADMINISTRATOR);
      refused(servers.first.register("more", PASSWORD, code), Reason.WRONG_ADMIN_CODE);
      refused(servers.first.register("more", PASSWORD, other), Reason.WRONG_ADMIN_CODE);
    }
  }

  @Test
  void theCodeIsGoodAgainWhenItsServerWasFoundDeadAndGoesOn() throws SQLException {
    try (TwoServers servers = new TwoServers()) {
      String code = servers.first.identities.signUps().adminCode().orElseThrow();
      assertThat(servers.first.names().take(name("Bob"), UUID.randomUUID(), () -> {})).isEmpty();
      servers.findFirstDead();

      var _ = signedIn(servers.second.register("root", PASSWORD, code));
    }
  }
}
