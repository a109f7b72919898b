package gochat.account;

import static gochat.account.IdentitiesFixture.HOME;
import static gochat.account.IdentitiesFixture.PASSWORD;
import static gochat.account.IdentitiesFixture.WRONG;
import static gochat.account.IdentitiesFixture.address;
import static gochat.account.IdentitiesFixture.refused;
import static gochat.account.IdentitiesFixture.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Refusal.Reason;
import gochat.limit.LimitTable.Holds;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The entries of the audit log for failed sign-ins.
class FailedTriesTest {
  private static final long PERIOD_MS = 600_000;

  private final IdentitiesFixture fixture = new IdentitiesFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /// The entries that a sweep adds after `ms`.
  private List<String> sweepAfter(long ms) {
    int before = fixture.audited.size();
    fixture.time.pass(Duration.ofMillis(ms));
    fixture.identities.sweep();
    return fixture.audited.subList(before, fixture.audited.size());
  }

  @Test
  void tenMinutesAfterTheFirstFailureOneEntryHasTheirNumberAndTheAccount() {
    signedIn(fixture.register("Alice"));
    refused(fixture.signIn("alice", WRONG), Reason.WRONG_PASSWORD);
    assertThat(sweepAfter(PERIOD_MS - 1)).isEmpty();
    refused(fixture.signIn("ALICE", WRONG), Reason.WRONG_PASSWORD);
    refused(fixture.signIn("a name of nobody", WRONG), Reason.NAME_INVALID);
    refused(fixture.signIn("Nobody", WRONG), Reason.WRONG_PASSWORD);
    signedIn(fixture.signIn("Alice", PASSWORD));

    assertThat(sweepAfter(1))
        .containsExactly("server SIGN_INS_FAILED Alice {ADDRESS=192.0.2.1, COUNT=3}");
    assertThat(sweepAfter(PERIOD_MS)).isEmpty();
  }

  @Test
  void aWrongCodeIsAFailureToo() {
    refused(fixture.register("Bob", PASSWORD, "wrong"), Reason.WRONG_ADMIN_CODE);
    refused(fixture.register("Bob", PASSWORD, "", "wrong"), Reason.WRONG_INVITATION);
    refused(
        fixture.identities.signIns().resetPassword("wrong", PASSWORD, "a test", HOME),
        Reason.WRONG_RESET);

    assertThat(sweepAfter(PERIOD_MS))
        .containsExactly("server SIGN_INS_FAILED {ADDRESS=192.0.2.1, COUNT=3}");
  }

  @Test
  void failuresThatWereNotRecordedYetAreRecordedWhenTheServerStops() {
    refused(fixture.signIn("Nobody", WRONG), Reason.WRONG_PASSWORD);
    fixture.restart();

    assertThat(fixture.audited)
        .containsExactly("server SIGN_INS_FAILED {ADDRESS=192.0.2.1, COUNT=1}");
  }

  @Test
  void anAuditLogThatCanNotBeWrittenRefusesNothing() {
    signedIn(fixture.register("Alice"));
    fixture.onAudit =
        () -> {
          throw new AccountsException("the disk is full", AccountsException.Reason.DISK_FULL);
        };
    refused(fixture.signIn("Alice", WRONG), Reason.WRONG_PASSWORD);

    assertThat(sweepAfter(PERIOD_MS)).isEmpty();
    signedIn(fixture.signIn("Alice", PASSWORD));
  }

  @Test
  @Holds("account.failures-audited-addresses-max")
  void manyAddressesTogetherHaveABoundedNumberOfEntries() {
    FailedTries failed = fixture.failedTries();
    int addresses = 2 * FailedTries.ADDRESSES_MAX;
    IntStream.range(0, addresses).forEach(i -> failed.add(address(i), null));
    failed.add(address(0), null);
    failed.record();

    assertThat(fixture.audited)
        .hasSize(FailedTries.ADDRESSES_MAX + 1)
        .startsWith("server SIGN_INS_FAILED {ADDRESS=203.0.0.0, COUNT=2}")
        .endsWith("server SIGN_INS_FAILED {COUNT=%d}".formatted(FailedTries.ADDRESSES_MAX));
  }

  @Test
  @Holds("account.failures-audited-accounts-max")
  void anEntryNamesABoundedNumberOfAccounts() {
    FailedTries failed = fixture.failedTries();
    List<User> users =
        IntStream.rangeClosed(0, FailedTries.ACCOUNTS_MAX)
            .mapToObj(i ->
                new User(UUID.randomUUID(), IdentitiesFixture.name("Alice" + i), UserKind.ACCOUNT))
            .toList();
    users.forEach(user -> failed.add(HOME, user));
    failed.record();

    assertThat(fixture.audited)
        .containsExactly(
            "server SIGN_INS_FAILED {ADDRESS=192.0.2.1, COUNT=%d, ACCOUNTS=%s}"
                .formatted(
                    users.size(),
                    String.join(
                        " ",
                        users.stream()
                            .limit(FailedTries.ACCOUNTS_MAX)
                            .map(user -> user.id().toString())
                            .toList())));
  }
}
