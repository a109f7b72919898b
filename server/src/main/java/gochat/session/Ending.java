package gochat.session;

import gochat.account.AccountsException;
import gochat.journal.JournalException;
import java.util.concurrent.TimeUnit;

/// The end of a session.
///
/// @param sentence for the client's user; empty after [Reason#DONE]
public record Ending(Reason reason, String sentence) {
  public enum Reason {
    /// The client has finished; waiting items are written first.
    DONE,
    NAME_TAKEN,
    NAME_INVALID,
    /// The client's request is invalid.
    REQUEST_INVALID,
    /// The client has no valid token, or its token has ended.
    UNAUTHENTICATED,
    /// The client did not open the session in time.
    NOT_STARTED,
    /// The client doesn't read waiting items.
    TOO_SLOW,
    /// The user has as many streams as allowed.
    TOO_MANY_STREAMS,
    SHUTDOWN,
    /// The server can't serve the stream now.
    UNAVAILABLE,
    /// Stored data that the stream needs is damaged.
    DATA_DAMAGED
  }

  public static final Ending DONE = new Ending(Reason.DONE, "");
  public static final Ending SHUTDOWN =
      new Ending(Reason.SHUTDOWN, "The server is shutting down. Connect again in a moment.");
  public static final Ending REVOKED =
      new Ending(Reason.UNAUTHENTICATED, "This session was ended. Sign in again to go on.");

  /// The first contract is for accounts, and the client is none.
  static final Ending ACCOUNT_NEEDED =
      new Ending(
          Reason.UNAUTHENTICATED,
          "This server takes only accounts over gochat.ChatService. Sign in and send your token (the"
              + " metadata authorization: Bearer TOKEN), or ask the server's operator to set"
              + " first-contract = everybody.");

  public static final Ending STALLED =
      new Ending(
          Reason.TOO_SLOW,
          "This connection did not read for too long what was sent to it. Connect again to go on.");

  /// Events that the client has read may be gone.
  static final Ending OLDER_LOGS =
      new Ending(
          Reason.UNAVAILABLE,
          "The server went back to an older state of its data. Connect again to go on.");

  /// Another server may give the name of the stream to another one.
  static final Ending NAME_LOST =
      new Ending(
          Reason.UNAVAILABLE,
          "The server was away from its database for too long to keep your name. Connect again in a"
              + " moment.");

  public static final Ending NAMELESS =
      new Ending(
          Reason.REQUEST_INVALID,
          "No name came for five minutes. Open another stream when you have one.");

  /// @param afterNanos the time that the server waited
  static Ending notStarted(long afterNanos) {
    return new Ending(
        Reason.NOT_STARTED, "no start within " + TimeUnit.NANOSECONDS.toSeconds(afterNanos) + " s");
  }

  /// @param max the most streams of the user
  static Ending tooManyStreams(int max) {
    // The reason of a WebSocket's end has space for 123 bytes.
    return new Ending(
        Reason.TOO_MANY_STREAMS,
        "You have %d streams open, and no more are allowed. Close one, then try again."
            .formatted(max));
  }

  private static final Ending DATA_DAMAGED =
      new Ending(
          Reason.DATA_DAMAGED,
          "A part of the server's data is damaged. Tell the server's operator: the log has more.");

  private static final Ending UNAVAILABLE =
      new Ending(
          Reason.UNAVAILABLE,
          "The server could not go on serving this connection. Connect again in a moment.");

  /// The end after the store failed.
  static Ending after(RuntimeException cause) {
    return isDamage(cause) ? DATA_DAMAGED : UNAVAILABLE;
  }

  private static boolean isDamage(RuntimeException cause) {
    return switch (cause) {
      case JournalException e -> e.reason() == JournalException.Reason.DAMAGED;
      case AccountsException e -> e.reason() == AccountsException.Reason.DAMAGED;
      default -> false;
    };
  }
}
