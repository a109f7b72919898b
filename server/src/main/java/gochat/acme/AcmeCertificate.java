package gochat.acme;

import gochat.tls.HttpChallenges;
import gochat.tls.IdentitySource;
import gochat.tls.TlsException;
import gochat.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A certificate that is ordered from an authority, kept in a file, and ordered anew when two
/// thirds of its life are over. Failed orders are repeated after pauses that grow.
public final class AcmeCertificate implements IdentitySource {
  private static final Logger log = LoggerFactory.getLogger(AcmeCertificate.class);

  /// Authorities allow a few failures an hour for each name.
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

  private static final Duration LONGEST_PAUSE = Duration.ofHours(12);

  /// Places an order, and waits for its end.
  @FunctionalInterface
  interface Orders {
    TlsIdentity place() throws AcmeFailure, IOException, InterruptedException;
  }

  private final AcmeSettings settings;
  private final AcmeFiles files;
  private final Supplier<TlsIdentity> substitute;
  private final Orders orders;
  private final InstantSource clock;

  /// Null before the first order.
  private @Nullable TlsIdentity current;

  private Instant nextAttempt = Instant.MIN;
  private Duration pause = FIRST_PAUSE;

  AcmeCertificate(
      AcmeSettings settings,
      AcmeFiles files,
      Supplier<TlsIdentity> substitute,
      Orders orders,
      InstantSource clock) {
    this.settings = settings;
    this.files = files;
    this.substitute = substitute;
    this.orders = orders;
    this.clock = clock;
  }

  /// @param data the server's data directory
  /// @param substitute makes the identity that is used until there is a certificate
  /// @param challenges are answered by the web port
  public static AcmeCertificate of(
      AcmeSettings settings,
      Path data,
      Supplier<TlsIdentity> substitute,
      HttpChallenges challenges) {
    AcmeFiles files = new AcmeFiles(data, settings.directory());
    return new AcmeCertificate(
        settings,
        files,
        substitute,
        new AcmeOrders(settings, files, challenges),
        InstantSource.system());
  }

  @Override
  public TlsIdentity first() {
    try {
      current = files.certificate().orElse(null);
    } catch (TlsException e) {
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("the stored certificate can't be used, and another is ordered");
    }
    return current == null ? substitute.get() : current;
  }

  @Override
  public Optional<TlsIdentity> next() {
    Instant now = clock.instant();
    if (now.isBefore(nextAttempt) || !isDue(now)) {
      return Optional.empty();
    }
    try {
      TlsIdentity ordered = orders.place();
      files.replaceCertificate(ordered);
      current = ordered;
      pause = FIRST_PAUSE;
      // Also with a clock that is wrong by years, orders have a pause between them.
      nextAttempt = now.plus(LONGEST_PAUSE);
      return Optional.of(ordered);
    } catch (AcmeFailure e) {
      throw failed(e, e.retryAfter());
    } catch (IOException | RuntimeException e) {
      throw failed(e, null);
    } catch (InterruptedException _) {
      // The server stops.
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private boolean isDue(Instant now) {
    if (current == null || !current.dnsNames().containsAll(settings.domains())) {
      return true;
    }
    Duration life = Duration.between(current.notBefore(), current.notAfter());
    return !now.isBefore(current.notBefore().plus(life.multipliedBy(2).dividedBy(3)));
  }

  private TlsException failed(Exception e, @Nullable Instant retryAfter) {
    nextAttempt = clock.instant().plus(pause);
    if (retryAfter != null && retryAfter.isAfter(nextAttempt)) {
      nextAttempt = retryAfter;
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return new TlsException(
        "%s; the server tries again at %s"
            .formatted(
                e instanceof IOException ? e.toString() : e.getMessage(),
                nextAttempt.truncatedTo(ChronoUnit.SECONDS)),
        e);
  }
}
