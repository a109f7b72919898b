package gochat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenFailureTest {
  /// The messages of epoll, of epoll without the system's text, and of NIO.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bind(..) failed with error(-13): Permission denied",
        "bind(..) failed with error(-13)",
        "Permission denied"
      })
  void aPortThatThisUserMayNotHaveIsExplainedWithWhatToDo(String said) {
    IOException cause = new BindException(said);

    ListenFailure failure = ListenFailure.explain("127.0.0.1", 80, "--web-port", cause);

    assertThat(failure)
        .hasMessage(
            "127.0.0.1 port 80: this user may not listen there, as on most ports below 1024: choose"
                + " another with --web-port");
    assertThat(failure.isTaken()).isFalse();
  }
}
