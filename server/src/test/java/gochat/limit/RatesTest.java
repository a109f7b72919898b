package gochat.limit;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.limit.LimitTable.Holds;
import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress THERE = InetAddress.ofLiteral("2001:db8::1");
  private static final InetAddress BESIDE_IT = InetAddress.ofLiteral("2001:db8::ffff:1");

  private final AtomicLong nanos = new AtomicLong();
  private final Limits limits =
      Limits.STANDARD
          .with(RateLimit.ACCOUNT_CHANGES, 100)
          .with(RateLimit.ACCOUNT_BYTES, 1_000)
          .with(RateLimit.GUEST_CHANGES, 10)
          .with(RateLimit.GUEST_BYTES, 100)
          .with(RateLimit.ADDRESS_CHANGES, 15)
          .with(RateLimit.ADDRESS_BYTES, 150)
          .with(RateLimit.BURST, 1);
  private final Rates rates = new Rates(limits, NetworkList.EMPTY, nanos::get);

  private final UUID user = UUID.randomUUID();

  @Test
  @Holds({"rate.account-changes-per-second", "rate.burst-seconds"})
  void anAccountWaitsWhenItHasMadeTooManyChangesWhereverItIs() {
    rates.user(user, true, HERE).take(150, 0);

    assertThat(millis(rates.user(user, true, THERE))).isEqualTo(500);
    assertThat(millis(rates.user(UUID.randomUUID(), true, HERE))).isZero();
  }

  @Test
  @Holds("rate.account-bytes-per-second")
  void anAccountWaitsWhenItHasSentTooManyBytes() {
    rates.user(user, true, HERE).take(1, 1_100);

    assertThat(millis(rates.user(user, true, HERE))).isEqualTo(100);
  }

  @Test
  @Holds("rate.guest-changes-per-second")
  void aGuestWaitsSooner() {
    rates.user(user, false, HERE).take(11, 0);

    assertThat(millis(rates.user(user, false, HERE))).isEqualTo(100);
    assertThat(rates.user(user, false, HERE).ownWaitNanos()).isPositive();
  }

  @Test
  @Holds("rate.guest-bytes-per-second")
  void aGuestWaitsWhenTheySentTooManyBytes() {
    rates.user(user, false, HERE).take(1, 110);

    assertThat(millis(rates.user(user, false, HERE))).isEqualTo(100);
  }

  @Test
  @Holds({"rate.address-changes-per-second", "rate.address-bytes-per-second"})
  void aUserWithoutAnAccountAlsoWaitsForOthersOfTheSameAddress() {
    rates.stranger(THERE).take(18, 0);
    rates.user(user, false, HERE).take(0, 10);
    rates.stranger(HERE).take(0, 200);

    assertThat(millis(rates.user(UUID.randomUUID(), false, BESIDE_IT))).isEqualTo(200);
    assertThat(rates.user(UUID.randomUUID(), false, BESIDE_IT).ownWaitNanos()).isZero();
    assertThat(millis(rates.stranger(HERE))).isEqualTo(400);
    assertThat(millis(rates.user(user, true, THERE))).isZero();
  }

  @Test
  void anExemptNetworkIsNoAddress() {
    Rates exempting = new Rates(limits, NetworkList.parse("127.0.0.0/8, ::1"), nanos::get);
    exempting.stranger(HERE).take(1_000_000, 1_000_000);

    assertThat(exempting.stranger(HERE).isEndless()).isTrue();
    assertThat(millis(exempting.stranger(HERE))).isZero();
    assertThat(exempting.stranger(THERE).isEndless()).isFalse();
  }

  @Test
  void aSenderThatNoLongerWaitsIsForgotten() {
    RateTable<Integer> table =
        new RateTable<>(limits, RateLimit.GUEST_CHANGES, RateLimit.GUEST_BYTES);
    for (int key = 0; key < 10_000; key++) {
      table.shareOf(key).take(1, 1, TimeUnit.SECONDS.toNanos(key));
    }

    assertThat(table.size()).isLessThan(2_000);
  }

  private static long millis(Allowance allowance) {
    return Math.ceilDiv(allowance.waitNanos(), TimeUnit.MILLISECONDS.toNanos(1));
  }
}
