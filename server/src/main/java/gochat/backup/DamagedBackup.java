package gochat.backup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A backup is not as it was written, or not whole.
final class DamagedBackup extends IOException {
  DamagedBackup(String message) {
    this(message, null);
  }

  DamagedBackup(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
