package gochat.tls;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Replaces the identity of a running server by newer ones of its source, and warns before it
/// expires. A virtual thread does so every few seconds until this is closed.
public final class Renewal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Renewal.class);
  private static final int PERIOD_S = 5;

  private final IdentitySource source;
  private final Consumer<TlsIdentity> user;
  private final InstantSource clock;
  private final ExpiryWarning expiry = new ExpiryWarning();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("certificate").factory());

  private TlsIdentity current;

  Renewal(
      IdentitySource source, TlsIdentity first, Consumer<TlsIdentity> user, InstantSource clock) {
    this.source = source;
    this.user = user;
    this.clock = clock;
    current = first;
  }

  /// Starts the thread.
  ///
  /// @param first the identity of the source that is in use
  /// @param user takes a newer one into use, or throws [TlsException] when it can't
  public static Renewal start(
      IdentitySource source, TlsIdentity first, Consumer<TlsIdentity> user) {
    Renewal renewal = new Renewal(source, first, user, InstantSource.system());
    var _ = renewal.thread.scheduleWithFixedDelay(renewal::look, 0, PERIOD_S, TimeUnit.SECONDS);
    return renewal;
  }

  /// Looks for a newer identity once.
  void look() {
    try {
      source.next().ifPresent(this::use);
    } catch (TlsException e) {
      if (thread.isShutdown()) {
        return;
      }
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .addKeyValue("expires", current.notAfter())
          .log("the TLS certificate stays as it is, because no other can be used");
    } catch (RuntimeException e) {
      // An exception would end the looks.
      log.atError().setCause(e).log("looking for a new TLS certificate failed");
    }
    expiry.check(current, clock.instant());
  }

  private void use(TlsIdentity identity) {
    user.accept(identity);
    current = identity;
    log.atInfo()
        .addKeyValue("expires", identity.notAfter())
        .addKeyValue("fingerprint", identity.fingerprint())
        .log("new connections get a new TLS certificate");
  }

  /// Interrupts the look that is running, and waits for its end.
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
