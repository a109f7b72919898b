package gochat.tls;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The identity in two PEM files, also after they were replaced: by a rename, in place, or by a
/// link to other files. Both files are read again at each call, because times and sizes of files
/// can't prove that nothing has changed, and a notification comes neither from every file system
/// nor for the target of a link.
public final class WatchedFiles implements IdentitySource {
  private final Path certificate;
  private final Path key;

  private @Nullable TlsIdentity known;

  /// The fault of the last call, null if it found a pair.
  private @Nullable String fault;

  /// The last fault that was thrown, null since a pair was found.
  private @Nullable String thrown;

  public WatchedFiles(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
  }

  @Override
  public TlsIdentity first() {
    TlsIdentity found = PemFiles.load(certificate, key);
    known = found;
    return found;
  }

  /// A fault is thrown when two calls have found it: at the first, the second of both files may not
  /// have been replaced yet.
  @Override
  public Optional<TlsIdentity> next() {
    TlsIdentity found;
    try {
      found = PemFiles.load(certificate, key);
    } catch (TlsException e) {
      String message = String.valueOf(e.getMessage());
      boolean isConfirmed = message.equals(fault);
      fault = message;
      if (isConfirmed && !message.equals(thrown)) {
        thrown = message;
        throw e;
      }
      return Optional.empty();
    }
    fault = null;
    thrown = null;
    if (found.equals(known)) {
      return Optional.empty();
    }
    known = found;
    return Optional.of(found);
  }
}
