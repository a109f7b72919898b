package gochat.account;

import gochat.account.AuditLog.Actor;
import gochat.limit.AccountLimit;
import gochat.limit.Network;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts tries with a wrong proof, and records them in the audit log: an entry for each address
/// ten minutes after the first try, and one for all further addresses together. So an attack adds a
/// bounded number of entries in a time, and no try waits for the log.
///
/// The addresses are those of [Network]. Counts that can't be recorded are in the server's log
/// only. Each of several servers records the tries that came to it. Safe for all threads; only
/// [#record] waits for the disk.
final class FailedTries {
  static final int ADDRESSES_MAX = AccountLimit.FAILURES_AUDITED.standardInt();
  static final int ACCOUNTS_MAX = AccountLimit.ACCOUNTS_AUDITED.standardInt();

  private static final Logger log = LoggerFactory.getLogger(FailedTries.class);
  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(10);

  /// The tries of an address.
  private static final class Tries {
    private final @Nullable InetAddress address;

    /// By their ids.
    private final Map<String, User> accounts = new LinkedHashMap<>();

    private int count;

    /// @param address null for all further addresses
    Tries(@Nullable InetAddress address) {
      this.address = address;
    }

    void add(@Nullable User account) {
      count++;
      if (account != null && accounts.size() < ACCOUNTS_MAX) {
        accounts.put(account.id().toString(), account);
      }
    }

    void recordIn(AuditLog audit) {
      Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
      if (address != null) {
        details.put(AuditDetail.ADDRESS, AddressText.of(address));
      }
      details.put(AuditDetail.COUNT, String.valueOf(count));
      boolean isOne = accounts.size() == 1;
      if (accounts.size() > 1) {
        details.put(AuditDetail.ACCOUNTS, String.join(" ", accounts.keySet()));
      }
      audit.record(
          Actor.SERVER,
          AuditAction.SIGN_INS_FAILED,
          isOne ? accounts.values().iterator().next() : null,
          details);
    }
  }

  private final AuditLog audit;
  private final LongSupplier nanoTime;
  private final Map<Network, Tries> triesOfNetworks = new LinkedHashMap<>();
  private Tries further = new Tries(null);
  private long firstNanos;

  /// @param nanoTime [System#nanoTime]
  FailedTries(AuditLog audit, LongSupplier nanoTime) {
    this.audit = audit;
    this.nanoTime = nanoTime;
  }

  /// @param account the one whose proof was tried; null if it is not known, or if there is none
  synchronized void add(InetAddress from, @Nullable User account) {
    if (triesOfNetworks.isEmpty()) {
      firstNanos = nanoTime.getAsLong();
    }
    Network network = Network.of(from);
    if (triesOfNetworks.size() < ADDRESSES_MAX) {
      triesOfNetworks.putIfAbsent(network, new Tries(from));
    }
    triesOfNetworks.getOrDefault(network, further).add(account);
  }

  /// Records the tries if the first one was ten minutes ago.
  void sweep() {
    if (isDue()) {
      record();
    }
  }

  private synchronized boolean isDue() {
    return !triesOfNetworks.isEmpty() && nanoTime.getAsLong() - firstNanos >= PERIOD_NANOS;
  }

  /// Records the tries of which there is no entry yet.
  void record() {
    List<Tries> ended = take();
    try {
      ended.forEach(tries -> tries.recordIn(audit));
    } catch (AccountsException e) {
      log.atWarn()
          .addKeyValue("count", ended.stream().mapToInt(tries -> tries.count).sum())
          .addKeyValue("reason", e.getMessage())
          .log("failed sign-ins are not all in the audit log");
    }
  }

  private synchronized List<Tries> take() {
    List<Tries> taken = new ArrayList<>(triesOfNetworks.values());
    if (further.count > 0) {
      taken.add(further);
    }
    triesOfNetworks.clear();
    further = new Tries(null);
    return taken;
  }
}
