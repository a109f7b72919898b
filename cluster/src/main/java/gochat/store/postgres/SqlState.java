package gochat.store.postgres;

import gochat.account.AccountsException;
import gochat.journal.JournalException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/// What the server's error codes say about a change.
public final class SqlState {
  /// Raised by the function `append` when a room has another head than the expected one.
  private static final String OTHER_HEAD = "GC001";

  /// Raised when a life was found dead, or another connection records its turns: see [Life].
  static final String REPLACED = "GC002";

  private static final String TAKEN = "23505";
  private static final String REFERENCE_MISSING = "23503";
  private static final String DISK_FULL = "53100";

  /// The server has undone the change because of another one at the same time.
  private static final Set<String> UNDONE = Set.of("40001", "40P01");

  /// Nothing was changed. After any other code a change may be there, or come yet: its commit may
  /// wait for a standby while the connection is gone.
  private static final Set<String> DEFINITE =
      Set.of(OTHER_HEAD, TAKEN, REFERENCE_MISSING, DISK_FULL, "40001", "40P01", "25006");

  /// The connection is lost, or the server does not accept one now.
  private static final Set<String> LOST =
      Set.of("57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006", "08007");

  private SqlState() {}

  static boolean isConflict(SQLException e) {
    return is(e, OTHER_HEAD) || isTaken(e);
  }

  /// Whether a unique value is taken.
  static boolean isTaken(SQLException e) {
    return is(e, TAKEN);
  }

  static boolean isDiskFull(SQLException e) {
    return is(e, DISK_FULL);
  }

  static boolean isUndone(SQLException e) {
    return e.getSQLState() != null && UNDONE.contains(e.getSQLState());
  }

  static boolean isDefinite(SQLException e) {
    return e.getSQLState() != null && DEFINITE.contains(e.getSQLState());
  }

  /// Whether a read can be made again on another connection. The pool has none for now, or the one
  /// that it had is lost.
  static boolean isConnectionLost(SQLException e) {
    return e instanceof SQLTransientConnectionException
        || (e.getSQLState() != null && LOST.contains(e.getSQLState()));
  }

  private static boolean is(SQLException e, String state) {
    return state.equals(e.getSQLState());
  }

  /// @param action for the log
  static JournalException journal(String action, SQLException cause) {
    String message = action + ": " + sentence(cause);
    return isDiskFull(cause)
        ? new JournalException(message, cause, JournalException.Reason.DISK_FULL)
        : new JournalException(message, cause);
  }

  /// @param sentence says what can't be done
  static AccountsException accounts(String sentence, SQLException cause) {
    return new AccountsException(
        sentence + ": " + sentence(cause),
        cause,
        isDiskFull(cause) ? AccountsException.Reason.DISK_FULL : AccountsException.Reason.UNKNOWN);
  }

  /// One line for the operator.
  public static String sentence(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    return isDiskFull(e)
        ? "the disk of PostgreSQL is full: free some space (" + message + ")"
        : "PostgreSQL: " + message + " (SQLSTATE " + e.getSQLState() + ")";
  }
}
