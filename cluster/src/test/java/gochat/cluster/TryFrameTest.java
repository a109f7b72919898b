package gochat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Try;
import gochat.account.UserName;
import gochat.limit.Network;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TryFrameTest {
  private static final Network ADDRESS = new Network(false, 0xc0000201L);
  private static final Network PREFIX = new Network(true, -1);
  private static final UserName NAME = UserName.stored("Ölaf");

  static Stream<Try> tries() {
    Try.Password unknown = new Try.Password(NAME, ADDRESS, null);
    Try.Password known = new Try.Password(NAME, PREFIX, UUID.randomUUID());
    return Stream.of(
        unknown,
        known,
        new Try.RightPassword(unknown),
        new Try.RightPassword(known),
        new Try.Registration(PREFIX),
        new Try.GuestSignIn(ADDRESS),
        new Try.ResetCode(PREFIX),
        new Try.RightResetCode(ADDRESS));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void aTryIsReadAsItWasWritten(Try tried) {
    assertThat(TryFrame.parse(TryFrame.bytes(tried))).contains(tried);
  }

  @Test
  void aMessageOfAnotherVersionIsIgnored() {
    byte[] later = TryFrame.bytes(new Try.Registration(ADDRESS));
    later[0] = 9;

    assertThat(TryFrame.parse(later)).isEmpty();
    assertThat(TryFrame.parse(new byte[3])).isEmpty();
  }
}
