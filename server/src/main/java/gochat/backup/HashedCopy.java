package gochat.backup;

import gochat.hash.Sha256;
import gochat.store.Backups.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/// A copy whose content is hashed on the way. Stateless.
final class HashedCopy {
  private static final int BUFFER_BYTES = 1 << 18;

  private HashedCopy() {}

  /// Copies `source` to `target`, and returns the SHA-256 of what it copied.
  static byte[] copy(InputStream source, OutputStream target, Progress progress)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      digest.update(buffer, 0, read);
      target.write(buffer, 0, read);
      progress.copied(read);
    }
    return digest.digest();
  }
}
