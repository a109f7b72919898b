package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gochat.client.RealServer;
import gochat.v1.SessionInfo;
import gochat.v1.SignInRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final String PASSWORD = "correct horse";

  private static String signIn(RealServer server, String label) {
    return server
        .endpoint()
        .signIn(
            SignInRequest.newBuilder()
                .setName("alice")
                .setPassword(PASSWORD)
                .setLabel(label)
                .build())
        .getToken();
  }

  @Test
  void aUserListsSessionsAndEndsOthers() throws IOException {
    try (RealServer server = RealServer.start()) {
      server.endpoint().register("alice", PASSWORD);
      String laptop = signIn(server, "laptop");
      String phone = signIn(server, "phone");
      Sessions sessions = server.endpoint().sessions(laptop);

      List<SessionInfo> all = sessions.list();

      assertThat(all).extracting(SessionInfo::getLabel).containsExactly("", "laptop", "phone");
      assertThat(all).extracting(SessionInfo::getCurrent).containsExactly(false, true, false);
      sessions.end(List.of(all.getFirst(), all.getLast()));
      // They have ended before, which is no failure.
      sessions.end(List.of(all.getFirst(), all.getLast()));
      assertThat(sessions.list()).extracting(SessionInfo::getLabel).containsExactly("laptop");
      assertThat(
              catchThrowableOfType(
                  ChatException.class, () -> server.endpoint().sessions(phone).list()))
          .hasMessageStartingWith("The token is not valid");
    }
  }
}
