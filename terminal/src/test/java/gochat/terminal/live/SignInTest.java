package gochat.terminal.live;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.SeedServer;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sign-ins at a server that has only the first contract.
class SignInTest {
  private static final Texts TEXTS = new Texts(Locale.ENGLISH);

  @TempDir private Path directory;

  /// What the user was asked and told.
  private final List<String> dialogue = new ArrayList<>();

  private SignIn.Result signIn(SeedServer server, String invitation) {
    Endpoint endpoint = Endpoint.plaintext(server.address().toString());
    SignIn.Prompter prompter =
        new SignIn.Prompter() {
          @Override
          public @Nullable String ask(String prompt) {
            dialogue.add(prompt);
            return null;
          }

          @Override
          public @Nullable String askSecret(String prompt) {
            return ask(prompt);
          }

          @Override
          public void say(String sentence) {
            dialogue.add(sentence);
          }
        };
    TokenStore tokens =
        new TokenStore(
            new CredentialStore(directory.resolve("credentials"), TEXTS), endpoint, dialogue::add);
    return new SignIn(endpoint, new SignIn.Given("Alice", invitation), tokens, prompter, TEXTS)
        .run();
  }

  @Test
  void anInvitationAsksForNoPasswordInVain() throws Exception {
    try (SeedServer server = SeedServer.start()) {
      assertThat(signIn(server, "A1B2-C3D4"))
          .isInstanceOfSatisfying(
              SignIn.Result.Failed.class,
              failed -> assertThat(failed.complaint()).startsWith("This server has no accounts"));
      assertThat(dialogue).isEmpty();
    }
  }

  @Test
  void aNameSuffices() throws Exception {
    try (SeedServer server = SeedServer.start()) {
      assertThat(signIn(server, "")).isEqualTo(new SignIn.Result.FirstContract("Alice"));
      assertThat(dialogue).isEmpty();
    }
  }
}
