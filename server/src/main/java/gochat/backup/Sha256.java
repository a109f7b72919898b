package gochat.backup;

import gochat.store.Backups.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Computes SHA-256. Stateless.
final class Sha256 {
  private static final int BUFFER_BYTES = 1 << 18;

  private Sha256() {}

  /// Copies `source` to `target`, and returns the SHA-256 of what it copied.
  static byte[] copy(InputStream source, OutputStream target, Progress progress)
      throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      digest.update(buffer, 0, read);
      target.write(buffer, 0, read);
      progress.copied(read);
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("each Java has it", e);
    }
  }
}
