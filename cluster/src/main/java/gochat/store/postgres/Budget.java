package gochat.store.postgres;

/// The bytes of text that a page may still contain. Not thread-safe.
final class Budget {
  private long bytesLeft;
  private long bytesTaken;
  private boolean isNextFree;

  /// @param isFirstFree whether the first entry is returned whatever its length
  Budget(long bytes, boolean isFirstFree) {
    bytesLeft = bytes;
    isNextFree = isFirstFree;
  }

  /// Whether the next entry still fits.
  boolean takes(int bytes) {
    boolean isTaken = bytes <= bytesLeft || isNextFree;
    isNextFree = false;
    bytesTaken += isTaken ? bytes : 0;
    bytesLeft -= bytes;
    return isTaken;
  }

  /// The bytes of the entries that fit.
  long bytesTaken() {
    return bytesTaken;
  }
}
