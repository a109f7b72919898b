package gochat.account;

import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.name;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.SilentServer;
import gochat.account.AuditLog.Actor;
import gochat.account.Invitation.Terms;
import gochat.account.Refusal.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void theLastUseOfAnInvitationIsForOneAccountAtOneServer() throws Exception {
    try (TwoServers servers = new TwoServers();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Terms terms = new Terms(UserKind.ACCOUNT, 1, List.of(), "");
      var created =
          (Invitations.Creation.Created)
              servers
                  .first
                  .identities
                  .invitations()
                  .create(Actor.OPERATOR, terms, Duration.ofDays(1));
      List<Future<SignInOutcome>> outcomes = new ArrayList<>();
      for (IdentitiesFixture server : List.of(servers.first, servers.second)) {
        for (int i = 0; i < 2; i++) {
          String name = "user" + outcomes.size();
          outcomes.add(threads.submit(() -> server.register(name, PASSWORD, "", created.code())));
        }
      }
      int added = 0;
      for (Future<SignInOutcome> outcome : outcomes) {
        if (outcome.get() instanceof SignInOutcome.SignedIn) {
          added++;
        } else {
          refused(outcome.get(), Reason.WRONG_INVITATION);
        }
      }
      assertThat(added).isEqualTo(1);
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
