package gochat.account;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106); hashes are PHC strings. Hashes with other costs still match.
///
/// A hashing thread keeps the memory of a hash, 19 MiB, until it ends. With a new allocation for
/// each hash, the garbage collector would copy most of it in pauses that stop all threads.
final class Argon2id implements PasswordHash {
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final PasswordCost cost;
  private final SecureRandom random;
  private final ThreadLocal<BlockPool> blocks;

  /// @param cost of new hashes
  Argon2id(PasswordCost cost, SecureRandom random) {
    this.cost = cost;
    this.random = random;
    int count = Argon2BytesGenerator.getBlockCount(cost.memoryKib(), LANES);
    blocks = ThreadLocal.withInitial(() -> new FixedBlockPool(count));
  }

  @Override
  public String of(Password password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return phc(salt, hash(password, cost.memoryKib(), cost.iterations(), LANES, salt, HASH_BYTES));
  }

  @Override
  public boolean matches(Password password, String stored) {
    Matcher phc = PHC.matcher(stored);
    if (!phc.matches()) {
      throw new IllegalArgumentException("a stored password is not a PHC string of Argon2id");
    }
    byte[] expected = Base64.getDecoder().decode(phc.group(5));
    byte[] actual =
        hash(
            password,
            Integer.parseInt(phc.group(1)),
            Integer.parseInt(phc.group(2)),
            Integer.parseInt(phc.group(3)),
            Base64.getDecoder().decode(phc.group(4)),
            expected.length);
    return MessageDigest.isEqual(expected, actual);
  }

  /// A hash for which no password is known.
  @Override
  public String unmatchable() {
    return phc(new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  private String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            LANES,
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  private byte[] hash(
      Password password, int memoryKib, int iterations, int lanes, byte[] salt, int bytes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(lanes)
            .withSalt(salt)
            .withBlockPool(blocks.get())
            .build());
    byte[] hash = new byte[bytes];
    generator.generateBytes(password.bytes(), hash);
    return hash;
  }
}
