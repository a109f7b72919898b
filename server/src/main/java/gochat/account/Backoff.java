package gochat.account;

import gochat.limit.AccountLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Delays repeated tries. The first tries of a key are free, then each delay is twice the one
/// before. With time, tries are forgotten one by one. Not thread-safe.
///
/// @param <K> identifies the source of the tries
final class Backoff<K> {
  /// The most keys that are kept; beyond it the key that was idle for longest is forgotten.
  static final int KEYS_MAX = AccountLimit.GUESSERS.standardInt();

  /// The largest number of doublings, so that the delay can't overflow.
  private static final int DELAYS_MAX = 20;

  /// @param free the number of tries without delay
  /// @param delayMinMs the first delay
  /// @param delayMaxMs the longest delay
  /// @param forgetMs the time after which one try is forgotten
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

    /// The time up to which tries have been forgotten.
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

  /// The time until `key` may try again, 0 when it may try now.
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

  /// Counts a try of `key`.
  void count(K key, long nowNanos) {
    Tries known = tries.computeIfAbsent(key, _ -> new Tries(nowNanos));
    forget(known, nowNanos);
    if (known.count == 0) {
      known.forgottenNanos = nowNanos;
    }
    known.count = Math.min(known.count + 1, rule.free + DELAYS_MAX);
    known.lastNanos = nowNanos;
  }

  /// Takes back the last counted try of `key`.
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
