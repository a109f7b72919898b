package gochat.client.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class StatusesTest {
  @Test
  void aServerConfirmsTheEndWithOkOrWithTheErrorOfAGoHandler() {
    assertThat(Statuses.confirmsTheEnd(Status.OK)).isTrue();
    assertThat(Statuses.confirmsTheEnd(Status.UNKNOWN.withDescription("EOF"))).isTrue();
  }

  @Test
  void aConnectionThatBreaksConfirmsNothing() {
    assertThat(Statuses.confirmsTheEnd(Status.UNAVAILABLE)).isFalse();
    Status broken =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());
    assertThat(Statuses.confirmsTheEnd(broken)).isFalse();
  }
}
