package gochat.account;

import gochat.limit.NetworkList;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Users, their names, sign-ins and tokens: the parts of this package, wired and swept until
/// closed.
public final class Identities implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Identities.class);
  private static final long SWEEP_SECONDS = 5;

  private final Names names;
  private final Tokens tokens;
  private final SignUps signUps;
  private final SignIns signIns;
  private final RecoveryCodes recoveryCodes;
  private final Invitations invitations;
  private final Administration administration;
  private final Guests guests;
  private final PasswordHashing hashing;
  private final Throttle throttle;
  private final FailedTries failed;
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("identities").factory());

  /// @param nanoTime [System#nanoTime]
  Identities(
      Accounts accounts,
      InvitationStore invitationStore,
      OtherServers others,
      Registration registration,
      GuestConfig guestConfig,
      NetworkList exempt,
      Memberships memberships,
      AuditLog audit,
      PasswordHashing hashing,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.hashing = hashing;
    SecureRandom random = new SecureRandom();
    failed = new FailedTries(audit, nanoTime);
    Leases leases = new Leases();
    throttle = new Throttle(exempt, nanoTime);
    names = new Names(accounts, others);
    guests = new Guests(accounts, others, leases, guestConfig, exempt, memberships::end, nanoTime);
    tokens = new Tokens(accounts, leases, guests, random, clock, nanoTime);
    invitations = new Invitations(invitationStore, registration, memberships, audit, random, clock);
    Admissions admissions =
        new Admissions(
            registration,
            invitations,
            others,
            failed,
            accounts.hasAdministrator() ? null : SecretCode.issue(random));
    signUps =
        new SignUps(
            accounts,
            names,
            tokens,
            guests,
            guestConfig,
            hashing,
            throttle,
            admissions,
            invitations,
            memberships,
            audit,
            clock);
    signUps.adminCode().map(SecretCode::hash).ifPresent(others::tellAdminCode);
    administration = new Administration(accounts, leases, memberships, audit, random, clock);
    PasswordVerifier verifier = new PasswordVerifier(accounts, hashing, throttle, failed);
    signIns =
        new SignIns(
            accounts, tokens, leases, hashing, verifier, throttle, failed, administration, audit);
    recoveryCodes = new RecoveryCodes(accounts, verifier, audit, random);
  }

  /// Starts the parts and the sweeping.
  ///
  /// @param passwordCost of passwords that are set from now on
  /// @param exempt networks without limits per address
  /// @throws AccountsException when the accounts can't be read
  public static Identities start(
      Accounts accounts,
      InvitationStore invitationStore,
      OtherServers others,
      Registration registration,
      GuestConfig guestConfig,
      PasswordCost passwordCost,
      NetworkList exempt,
      Memberships memberships,
      AuditLog audit) {
    Identities identities =
        new Identities(
            accounts,
            invitationStore,
            others,
            registration,
            guestConfig,
            exempt,
            memberships,
            audit,
            new PasswordHashing(
                new Argon2id(passwordCost, new SecureRandom()),
                PasswordHashing.atOnceMax(),
                PasswordHashing.WAITING_MAX,
                PasswordHashing.IDLE_MS_MAX),
            InstantSource.system(),
            System::nanoTime);
    identities.sweeping.scheduleWithFixedDelay(
        identities::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    return identities;
  }

  public Names names() {
    return names;
  }

  public Tokens tokens() {
    return tokens;
  }

  public SignUps signUps() {
    return signUps;
  }

  public SignIns signIns() {
    return signIns;
  }

  public RecoveryCodes recoveryCodes() {
    return recoveryCodes;
  }

  public Invitations invitations() {
    return invitations;
  }

  public Administration administration() {
    return administration;
  }

  public Throttle throttle() {
    return throttle;
  }

  /// Removes ended guests and expired tokens, and records failed sign-ins.
  void sweep() {
    failed.sweep();
    try {
      guests.sweep();
      tokens.sweep();
    } catch (RuntimeException e) {
      // Probably the disk is full; the next sweep removes the rest.
      log.atWarn().setCause(e).log("removing expired tokens failed and is tried again");
    }
  }

  /// Waits for the running work.
  @Override
  public void close() {
    sweeping.close();
    failed.record();
    hashing.close();
  }
}
