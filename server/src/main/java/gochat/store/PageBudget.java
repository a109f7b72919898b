package gochat.store;

/// The bytes of text that a page of history may still contain. Not thread-safe.
public final class PageBudget {
  private long bytesLeft;
  private long bytesTaken;
  private boolean isNextFree;

  /// @param isFirstFree whether the first entry is returned whatever its length
  public PageBudget(long bytes, boolean isFirstFree) {
    bytesLeft = bytes;
    isNextFree = isFirstFree;
  }

  /// Whether the next entry still fits.
  public boolean takes(int bytes) {
    boolean isTaken = bytes <= bytesLeft || isNextFree;
    isNextFree = false;
    bytesTaken += isTaken ? bytes : 0;
    bytesLeft -= bytes;
    return isTaken;
  }

  /// The bytes of the entries that fit.
  public long bytesTaken() {
    return bytesTaken;
  }
}
