package gochat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.LogRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The identity of a running server, and the warnings about it.
class RenewalTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<TlsIdentity> used = new ArrayList<>();
  private Instant now = START;

  private static TlsIdentity lasting(Duration life) {
    return TestCertificates.make(START, START.plus(life), "chat.example.org");
  }

  private Renewal renewal(IdentitySource source) {
    return new Renewal(source, source.first(), used::add, () -> now);
  }

  /// A source whose next identity or failure is set by the test.
  private static final class ScriptedSource implements IdentitySource {
    private final TlsIdentity first;
    private Optional<TlsIdentity> next = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    ScriptedSource(TlsIdentity first) {
      this.first = first;
    }

    @Override
    public TlsIdentity first() {
      return first;
    }

    @Override
    public Optional<TlsIdentity> next() {
      failure.ifPresent(e -> {
        throw e;
      });
      return next;
    }
  }

  @Test
  void theUserGetsEachNewIdentity() {
    TlsIdentity renewed = lasting(Duration.ofDays(90));
    ScriptedSource source = new ScriptedSource(lasting(Duration.ofDays(90)));
    try (Renewal renewal = renewal(source)) {
      renewal.look();
      assertThat(used).isEmpty();

      source.next = Optional.of(renewed);
      renewal.look();
      assertThat(used).containsExactly(renewed);
    }
  }

  @Test
  void aFailureIsAWarningAndTheNextLookGoesOn() {
    TlsIdentity renewed = lasting(Duration.ofDays(90));
    ScriptedSource source = new ScriptedSource(lasting(Duration.ofDays(90)));
    try (Renewal renewal = renewal(source);
        LogRecorder log = new LogRecorder(Renewal.class.getName())) {
      source.failure = Optional.of(new TlsException("no such file"));
      renewal.look();
      source.failure = Optional.of(new IllegalStateException("a fault"));
      renewal.look();
      source.failure = Optional.empty();
      source.next = Optional.of(renewed);
      renewal.look();

      assertThat(used).containsExactly(renewed);
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().getFirst()).contains("reason=no such file");
    }
  }

  @Test
  void theEndOfACertificateIsAWarningOnceADayFromFourteenDaysBefore() {
    ScriptedSource source = new ScriptedSource(lasting(Duration.ofDays(90)));
    try (Renewal renewal = renewal(source);
        LogRecorder log = new LogRecorder(ExpiryWarning.class.getName())) {
      List<Integer> counts = new ArrayList<>();
      for (int hour = 0; hour < 92 * 24; hour++) {
        now = START.plus(Duration.ofHours(hour));
        renewal.look();
        if (hour % 24 == 23) {
          counts.add(log.lines().size());
        }
      }

      assertThat(counts.get(75)).as("after 76 days").isZero();
      assertThat(counts.get(76)).as("after 77 days").isOne();
      assertThat(counts.getLast()).as("two days after the end").isEqualTo(16);
      assertThat(log.lines().getFirst())
          .startsWith("the TLS certificate expires soon")
          .contains("expires=2026-04-01T00:00:00Z", "names=chat.example.org");
      assertThat(log.lines().getLast()).startsWith("the TLS certificate has expired");

      source.next = Optional.of(lasting(Duration.ofDays(365)));
      now = now.plus(Duration.ofDays(2));
      renewal.look();
      assertThat(log.lines()).as("after its renewal").hasSize(16);
    }
  }

  @Test
  void aCertificateForAWeekIsReportedOnItsLastDayOnly() {
    ScriptedSource source = new ScriptedSource(lasting(Duration.ofDays(6)));
    try (Renewal renewal = renewal(source);
        LogRecorder log = new LogRecorder(ExpiryWarning.class.getName())) {
      now = START.plus(Duration.ofHours(119));
      renewal.look();
      assertThat(log.lines()).isEmpty();

      now = START.plus(Duration.ofHours(121));
      renewal.look();
      assertThat(log.lines()).hasSize(1);
    }
  }
}
