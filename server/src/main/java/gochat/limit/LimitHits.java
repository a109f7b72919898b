package gochat.limit;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts how often this process has refused, delayed or closed something because of a limit. It
/// counts the limits that tell an operator of a crowd, an attack or a setting that is too low. For
/// any thread; nothing waits.
public final class LimitHits {
  private static final Map<Limit, LongAdder> HITS =
      Stream.of(
              ConnectionLimit.OPEN,
              ConnectionLimit.PER_ADDRESS,
              ConnectionLimit.NAMELESS_PER_ADDRESS,
              ConnectionLimit.CONTROL_FRAMES,
              CallLimit.OPEN,
              CallLimit.PER_ADDRESS,
              CallLimit.PER_CONNECTION,
              StreamLimit.PER_ACCOUNT,
              StreamLimit.PER_GUEST,
              StreamLimit.STALLED_AFTER,
              QueueLimit.SHARD_INBOX,
              QueueLimit.INBOX_BYTES,
              QueueLimit.STREAM_BYTES,
              QueueLimit.UNFINISHED_BYTES,
              RateLimit.ACCOUNT_CHANGES,
              RateLimit.ACCOUNT_BYTES,
              RateLimit.GUEST_CHANGES,
              RateLimit.GUEST_BYTES,
              RateLimit.ADDRESS_CHANGES,
              RateLimit.ADDRESS_BYTES,
              RoomLimit.MADE_PER_HOUR,
              RoomLimit.MEMBERSHIPS,
              RoomLimit.INVITATIONS_PER_HOUR,
              AccountLimit.GUESTS,
              AccountLimit.GUESTS_PER_ADDRESS)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> new LongAdder()));

  private LimitHits() {}

  /// @param limit one of those that are counted
  public static void count(Limit limit) {
    hits(limit).increment();
  }

  /// The limits that are counted.
  public static Set<Limit> counted() {
    return HITS.keySet();
  }

  /// @param limit one of those that are counted
  public static long of(Limit limit) {
    return hits(limit).sum();
  }

  private static LongAdder hits(Limit limit) {
    return requireNonNull(HITS.get(limit), limit.key());
  }
}
