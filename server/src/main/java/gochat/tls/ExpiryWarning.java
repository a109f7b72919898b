package gochat.tls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns in the log that the certificate expires, once a day. Not thread-safe.
final class ExpiryWarning {
  private static final Logger log = LoggerFactory.getLogger(ExpiryWarning.class);
  private static final Duration BEFORE = Duration.ofDays(14);
  private static final Duration PERIOD = Duration.ofDays(1);

  /// A certificate for a week is renewed a few days before its end. That is no reason to warn.
  private static final int PART_OF_LIFE = 6;

  private @Nullable Instant warned;

  void check(TlsIdentity identity, Instant now) {
    if (!isDue(identity, now)) {
      return;
    }
    warned = now;
    boolean isExpired = !now.isBefore(identity.notAfter());
    log.atWarn()
        .addKeyValue("expires", identity.notAfter())
        .addKeyValue("names", String.join(",", identity.dnsNames()))
        .log(
            isExpired
                ? "the TLS certificate has expired: clients that check it refuse to connect"
                : "the TLS certificate expires soon: renew it");
  }

  private boolean isDue(TlsIdentity identity, Instant now) {
    Duration part =
        Duration.between(identity.notBefore(), identity.notAfter()).dividedBy(PART_OF_LIFE);
    Duration before = part.compareTo(BEFORE) < 0 ? part : BEFORE;
    return !now.isBefore(identity.notAfter().minus(before))
        && (warned == null || !now.isBefore(warned.plus(PERIOD)));
  }
}
