package gochat.bench.parts;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// What ids messages have; JMH wants it public.
public enum Ids {
  NONE {
    @Override
    @Nullable UUID of(long number) {
      return null;
    }
  },
  /// They begin with the time, as those of our clients do.
  ORDERED {
    @Override
    UUID of(long number) {
      return new UUID(number << 16 | VERSION_7, VARIANT | number);
    }
  },
  RANDOM {
    @Override
    UUID of(long number) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return new UUID(random.nextLong(), random.nextLong());
    }
  };

  private static final int VERSION_7 = 7 << 12;
  private static final long VARIANT = 1L << 63;

  /// @param number which begins with 0 and counts the ids
  abstract @Nullable UUID of(long number);

  /// An id as a column of a database holds it.
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
