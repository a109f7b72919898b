package gochat.journal;

/// The journal failed.
public final class JournalException extends RuntimeException {
  /// The reason of the failure.
  public enum Reason {
    /// The outcome of a change is unknown.
    UNKNOWN,
    /// The disk is full; nothing was changed.
    DISK_FULL,
    /// Stored data that the call needed is damaged; nothing was changed.
    DAMAGED
  }

  private final Reason reason;
  private final long damagedSeq;

  public JournalException(String message, Throwable cause) {
    this(message, cause, Reason.UNKNOWN);
  }

  public JournalException(String message, Throwable cause, Reason reason) {
    this(message, cause, reason, 0);
  }

  private JournalException(String message, Throwable cause, Reason reason, long damagedSeq) {
    super(message, cause);
    this.reason = reason;
    this.damagedSeq = damagedSeq;
  }

  /// @param seq as [#damagedSeq]
  public static JournalException damaged(String message, Throwable cause, long seq) {
    return new JournalException(message, cause, Reason.DAMAGED, seq);
  }

  /// The seq of the damaged event; 0 if other data is damaged, or none.
  public long damagedSeq() {
    return damagedSeq;
  }

  public Reason reason() {
    return reason;
  }
}
