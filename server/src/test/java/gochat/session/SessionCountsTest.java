package gochat.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionCountsTest {
  private final SessionCounts counts = new SessionCounts();

  @Test
  void aStreamCountsByItsKindUntilItEnds() {
    SessionCounts.Part seed = counts.opened(StreamKind.SEED);
    SessionCounts.Part grpc = counts.opened(StreamKind.GRPC);
    counts.opened(StreamKind.GRPC);
    grpc.end();
    seed.end();

    assertThat(counts.open(StreamKind.SEED)).isZero();
    assertThat(counts.open(StreamKind.GRPC)).isEqualTo(1);
    assertThat(counts.openedSoFar(StreamKind.GRPC)).isEqualTo(2);
    assertThat(counts.openedSoFar(StreamKind.CONNECT)).isZero();
  }

  @Test
  void theWaitingBytesAreThoseOfTheOpenStreams() {
    SessionCounts.Part one = counts.opened(StreamKind.SEED);
    SessionCounts.Part other = counts.opened(StreamKind.SEED);
    one.waiting(100);
    other.waiting(10);
    one.waiting(50);
    assertThat(counts.waitingBytes()).isEqualTo(60);

    one.end();
    assertThat(counts.waitingBytes()).isEqualTo(10);
  }
}
