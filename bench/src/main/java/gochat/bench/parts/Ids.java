package gochat.bench.parts;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The kinds of message ids; JMH needs it public.
public enum Ids {
  NONE {
    @Override
    @Nullable UUID of(long number) {
      return null;
    }
  },
  /// Ids that begin with the time, like those of our clients.
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

  /// @param number of the id, from 0 on
  abstract @Nullable UUID of(long number);

  /// The bytes of an id for a column of a database.
  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
