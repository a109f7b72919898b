package gochat.api;

import gochat.account.AddressText;
import gochat.account.Refusal;
import gochat.limit.AccountLimit;
import gochat.limit.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Logs failed sign-ins, in the form that docs/operate.md describes and fail2ban finds: one line
/// for each failure, with the client's address first, because the name is the client's text.
///
/// A proof that was not compared, as that of a client that has to wait, is no failure: a user whose
/// password others guess would be banned. A token that has ended is one; a client that was signed
/// out elsewhere shows its token once more. The lines of a minute are limited, so that a guesser
/// can't fill the disk. Safe for all threads.
final class FailedSignIns {
  private static final Logger log = LoggerFactory.getLogger(FailedSignIns.class);

  private static final String MESSAGE = "sign-in failed";
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int LINES_MAX = AccountLimit.FAILURES_LOGGED.standardInt();
  private static final int LINES_OF_ADDRESS_MAX =
      AccountLimit.FAILURES_LOGGED_OF_ADDRESS.standardInt();

  private final LongSupplier nanoTime;

  /// The lines of this minute.
  private final Map<Network, Integer> linesOfNetworks = new HashMap<>();

  private int lines;
  private int leftOut;
  private long minuteBeganNanos;

  /// @param nanoTime [System#nanoTime]
  FailedSignIns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    minuteBeganNanos = nanoTime.getAsLong();
  }

  /// A token that is not valid.
  void addToken(InetAddress from) {
    if (isLineLeft(from)) {
      line("token", from).log(MESSAGE);
    }
  }

  /// A refused sign-in or change of a password, which is logged if the reason is a wrong proof.
  ///
  /// @param name of the user, as given
  void add(Refusal refusal, InetAddress from, String name) {
    switch (refusal.reason()) {
      case WRONG_PASSWORD -> add("password", from, name);
      case WRONG_ADMIN_CODE -> add("admin-code", from, name);
      case WRONG_RESET -> add("reset-code", from, name);
      case WRONG_INVITATION -> add("invitation", from, name);
      case NAME_INVALID,
          PASSWORD_INVALID,
          LABEL_INVALID,
          NAME_REGISTERED,
          NAME_IN_USE,
          NAME_CONFUSABLE,
          THROTTLED,
          BUSY,
          NO_GUESTS,
          INVITATION_NEEDED,
          NO_REGISTRATION,
          ACCOUNT_DISABLED,
          ACCOUNT_DELETED,
          LAST_ADMINISTRATOR,
          TOO_MANY_GUESTS,
          TOO_MANY_INVITATIONS,
          ACCOUNT_NEEDED,
          GUEST_ENDED -> {
        // No proof was compared.
      }
    }
  }

  private void add(String kind, InetAddress from, String name) {
    if (isLineLeft(from)) {
      line(kind, from).addKeyValue("name", name).log(MESSAGE);
    }
  }

  private static LoggingEventBuilder line(String kind, InetAddress from) {
    return log.atWarn().addKeyValue("address", AddressText.of(from)).addKeyValue("kind", kind);
  }

  private synchronized boolean isLineLeft(InetAddress from) {
    long now = nanoTime.getAsLong();
    if (now - minuteBeganNanos >= MINUTE_NANOS) {
      if (leftOut > 0) {
        log.atWarn().addKeyValue("count", leftOut).log("more sign-ins failed and were not logged");
      }
      minuteBeganNanos = now;
      linesOfNetworks.clear();
      lines = 0;
      leftOut = 0;
    }
    if (lines == LINES_MAX
        || linesOfNetworks.merge(Network.of(from), 1, Integer::sum) > LINES_OF_ADDRESS_MAX) {
      leftOut++;
      return false;
    }
    lines++;
    return true;
  }
}
