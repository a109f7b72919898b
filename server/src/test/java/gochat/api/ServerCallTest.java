package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Registration;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.room.RoomCreation;
import gochat.v1.Feature;
import gochat.v1.GetServerRequest;
import gochat.v1.GetServerResponse;
import gochat.v1.Server;
import gochat.v1.SignInMethod;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ServerCallTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  private static final ServerInfo INFO =
      new ServerInfo("The Harbour", "Crews only", () -> "https://chat.example.org");

  private static Server server(Limits limits, boolean areGuestsAllowed) {
    return server(limits, Registration.OPEN, areGuestsAllowed);
  }

  private static Server server(Limits limits, Registration registration, boolean areGuestsAllowed) {
    // The call's types are those of its method.
    @SuppressWarnings("unchecked")
    var call =
        (Call.Open<GetServerRequest, GetServerResponse>)
            new ServerCall(
                    limits, RoomCreation.ACCOUNTS, registration, areGuestsAllowed, INFO, CLOCK)
                .call();
    CallCredentials shown = new CallCredentials(ApiWorld.HERE, null, Runnable::run);
    return call.handler().apply(shown, GetServerRequest.getDefaultInstance()).getServer();
  }

  @Test
  void theServerTellsItsLimitsAndItsTime() {
    Server server = server(Limits.STANDARD.with(MessageLimit.TEXT_BYTES, 1_000), true);

    assertThat(server.getApiLevel()).isEqualTo(1);
    assertThat(server.getVersion()).isNotEmpty();
    assertThat(server.getLimits().getTextBytesMax()).isEqualTo(1_000);
    assertThat(server.getLimits().getNameCodePointsMax()).isEqualTo(32);
    assertThat(Instant.ofEpochSecond(server.getTime().getSeconds())).isEqualTo(CLOCK.instant());
  }

  @Test
  void theServerTellsItsNameItsGreetingAndItsAddress() {
    Server server = server(Limits.STANDARD, true);

    assertThat(server.getName()).isEqualTo("The Harbour");
    assertThat(server.getGreeting()).isEqualTo("Crews only");
    assertThat(server.getUrl()).isEqualTo("https://chat.example.org");
  }

  @Test
  void theServerTellsWhoCanRegister() {
    for (Registration registration : Registration.values()) {
      assertThat(server(Limits.STANDARD, registration, true).getRegistration())
          .hasToString("REGISTRATION_" + registration);
    }
  }

  @Test
  void aServerWithoutGuestsSaysSo() {
    assertThat(server(Limits.STANDARD, true).getFeaturesList())
        .contains(Feature.FEATURE_GUESTS, Feature.FEATURE_PINS, Feature.FEATURE_REACTIONS);
    assertThat(server(Limits.STANDARD, true).getSignInMethodsList())
        .containsExactly(SignInMethod.SIGN_IN_METHOD_PASSWORD, SignInMethod.SIGN_IN_METHOD_GUEST);
    assertThat(server(Limits.STANDARD, false).getFeaturesList())
        .doesNotContain(Feature.FEATURE_GUESTS);
    assertThat(server(Limits.STANDARD, false).getSignInMethodsList())
        .containsExactly(SignInMethod.SIGN_IN_METHOD_PASSWORD);
  }
}
