package gochat.account;

import gochat.limit.AccountLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Delays the tries of whoever tries too often: some are free, then each delay is twice the one
/// before, and with time tries are forgotten one by one. Used by one thread at a time.
///
/// @param <K> who tries
final class Backoff<K> {
  /// Keys that are remembered; beyond it the one that was idle for longest is forgotten.
  static final int KEYS_MAX = AccountLimit.GUESSERS.standardInt();

  /// The largest number of delays that is counted, so that doubling can't overflow.
  private static final int DELAYS_MAX = 20;

  /// @param free tries without delay
  /// @param delayMaxMs what the delays grow to
  /// @param forgetMs how long until one try is forgotten
  record Rule(int free, long delayMinMs, long delayMaxMs, long forgetMs) {
    private long delayNanos(int tries) {
      if (tries < free) {
        return 0;
      }
      return TimeUnit.MILLISECONDS.toNanos(Math.min(delayMaxMs, delayMinMs << (tries - free)));
    }
  }

  private static final class Tries {
    int count;
    long lastNanos;

    /// Up to when tries have been forgotten.
    long forgottenNanos;

    Tries(long nowNanos) {
      forgottenNanos = nowNanos;
    }
  }

  private final Rule rule;
  private final Map<K, Tries> tries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Tries> eldest) {
          return size() > KEYS_MAX;
        }
      };

  Backoff(Rule rule) {
    this.rule = rule;
  }

  /// How long `key` has to wait before it may try; 0: not at all.
  ///
  /// @param nowNanos as from [System#nanoTime]
  long waitNanos(K key, long nowNanos) {
    Tries known = tries.get(key);
    if (known == null) {
      return 0;
    }
    forget(known, nowNanos);
    return Math.max(0, known.lastNanos + rule.delayNanos(known.count) - nowNanos);
  }

  /// `key` tries now.
  void count(K key, long nowNanos) {
    Tries known = tries.computeIfAbsent(key, _ -> new Tries(nowNanos));
    forget(known, nowNanos);
    if (known.count == 0) {
      known.forgottenNanos = nowNanos;
    }
    known.count = Math.min(known.count + 1, rule.free + DELAYS_MAX);
    known.lastNanos = nowNanos;
  }

  /// The last try of `key` was none that counts.
  void takeBack(K key) {
    Tries known = tries.get(key);
    if (known != null) {
      known.count = Math.max(0, known.count - 1);
    }
  }

  void forget(K key) {
    tries.remove(key);
  }

  private void forget(Tries known, long nowNanos) {
    long forgetNanos = TimeUnit.MILLISECONDS.toNanos(rule.forgetMs);
    long due = (nowNanos - known.forgottenNanos) / forgetNanos;
    known.count = (int) Math.max(0, known.count - due);
    known.forgottenNanos += due * forgetNanos;
  }
}
