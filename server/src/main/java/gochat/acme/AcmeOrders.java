package gochat.acme;

import gochat.tls.HttpChallenges;
import gochat.tls.KeyPairs;
import gochat.tls.TlsIdentity;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;

/// Orders certificates from one authority, each with a new key. The authority checks the names by
/// requests to port 80 (RFC 8555, section 8.3).
final class AcmeOrders implements AcmeCertificate.Orders {
  private static final Duration WAIT = Duration.ofMinutes(2);

  private final AcmeSettings settings;
  private final AcmeFiles files;
  private final HttpChallenges challenges;

  AcmeOrders(AcmeSettings settings, AcmeFiles files, HttpChallenges challenges) {
    this.settings = settings;
    this.files = files;
    this.challenges = challenges;
  }

  @Override
  public TlsIdentity place() throws AcmeFailure, IOException, InterruptedException {
    Session session = new Session(settings.directory(), new AcmeDirectory(settings.authorities()));
    KeyPair accountKey = files.accountKey();
    try {
      Order order = account(session, accountKey).newOrder().domains(settings.domains()).create();
      for (Authorization authorization : order.getAuthorizations()) {
        prove(authorization);
      }
      return finish(order);
    } catch (AcmeException e) {
      throw failure(e);
    } catch (AcmeLazyLoadingException e) {
      // From methods that only seem to read what is there.
      if (e.getCause() instanceof AcmeException cause) {
        throw failure(cause);
      }
      throw e;
    }
  }

  /// Registers the account; an account that is registered already is found by its key.
  private Account account(Session session, KeyPair key) throws AcmeException {
    AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
    settings.emails().forEach(account::addEmail);
    return account.create(session);
  }

  private void prove(Authorization authorization)
      throws AcmeException, AcmeFailure, InterruptedException {
    if (authorization.getStatus() == Status.VALID) {
      return;
    }
    String name = authorization.getIdentifier().getDomain();
    Http01Challenge challenge =
        authorization
            .findChallenge(Http01Challenge.class)
            .orElseThrow(
                () -> new AcmeFailure("the authority does not check %s over HTTP".formatted(name)));
    challenges.open(challenge.getToken(), challenge.getAuthorization());
    try {
      challenge.trigger();
      if (challenge.waitForCompletion(WAIT) != Status.VALID) {
        throw new AcmeFailure(
            ("the authority could not check %s: %s. Its requests to port 80 of %s have to reach the"
                    + " web port of this server: docs/operate.md, \"ACME\"")
                .formatted(name, detail(challenge.getError()), name));
      }
    } finally {
      challenges.close(challenge.getToken());
    }
  }

  private TlsIdentity finish(Order order) throws AcmeException, AcmeFailure, InterruptedException {
    order.waitUntilReady(WAIT);
    KeyPair key = KeyPairs.make();
    order.execute(key);
    if (order.waitForCompletion(WAIT) != Status.VALID) {
      throw new AcmeFailure("the authority refuses the order: " + detail(order.getError()));
    }
    TlsIdentity identity =
        new TlsIdentity(key.getPrivate(), order.getCertificate().getCertificateChain());
    if (!identity.dnsNames().containsAll(settings.domains())) {
      throw new AcmeFailure(
          "the authority's certificate is for %s (expected: %s)"
              .formatted(identity.dnsNames(), settings.domains()));
    }
    return identity;
  }

  private static String detail(Optional<Problem> problem) {
    return problem.flatMap(Problem::getDetail).map(AcmeOrders::line).orElse("it gives no reason");
  }

  private static String line(String text) {
    return text.lines().findFirst().orElse("").strip();
  }

  private static AcmeFailure failure(AcmeException e) {
    String reason = line(String.valueOf(e.getMessage()));
    return switch (e) {
      case AcmeNetworkException network ->
          new AcmeFailure(
              "the authority can't be reached (%s): check acme.directory, acme.ca and this machine's network"
                  .formatted(cause(network)),
              null,
              e);
      case AcmeRateLimitedException limited ->
          new AcmeFailure(
              "the authority takes no more orders for now: " + reason,
              limited.getRetryAfter().orElse(null),
              e);
      case AcmeUserActionRequiredException action ->
          new AcmeFailure(
              "the authority asks you to visit %s: %s".formatted(action.getInstance(), reason),
              null,
              e);
      default -> new AcmeFailure("the authority refuses: " + reason, null, e);
    };
  }

  /// The innermost cause, which says more than the exceptions around it.
  private static String cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : line(message);
  }
}
