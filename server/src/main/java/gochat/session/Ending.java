package gochat.session;

import java.util.concurrent.TimeUnit;

/// Why a session ends.
///
/// @param sentence what the client is told, for people; empty when all is well
public record Ending(Reason reason, String sentence) {
  public enum Reason {
    /// The client said that it is done; what waits for it is written first.
    DONE,
    NAME_TAKEN,
    NAME_INVALID,
    /// What the client asked for makes no sense.
    REQUEST_INVALID,
    /// The client has not proved that it is who it says, or its token is no longer good.
    UNAUTHENTICATED,
    /// It did not say in time what it wants.
    NOT_STARTED,
    /// It does not read what waits for it.
    TOO_SLOW,
    /// Its user has as many streams as one may have.
    TOO_MANY_STREAMS,
    SHUTDOWN,
    /// The server can't serve it at the moment.
    UNAVAILABLE
  }

  public static final Ending DONE = new Ending(Reason.DONE, "");
  public static final Ending SHUTDOWN =
      new Ending(Reason.SHUTDOWN, "The server is shutting down. Connect again in a moment.");
  public static final Ending REVOKED =
      new Ending(Reason.UNAUTHENTICATED, "This session was ended. Sign in again to go on.");
  public static final Ending STALLED =
      new Ending(
          Reason.TOO_SLOW,
          "This connection did not read for too long what was sent to it. Connect again to go on.");
  public static final Ending NAMELESS =
      new Ending(
          Reason.REQUEST_INVALID,
          "No name came for five minutes. Open another stream when you have one.");

  /// @param afterNanos so long it was waited for
  static Ending notStarted(long afterNanos) {
    return new Ending(
        Reason.NOT_STARTED, "no start within " + TimeUnit.NANOSECONDS.toSeconds(afterNanos) + " s");
  }

  /// @param max how many a user may have
  static Ending tooManyStreams(int max) {
    // A WebSocket has room for 123 bytes.
    return new Ending(
        Reason.TOO_MANY_STREAMS,
        "You have %d streams open, and no more are allowed. Close one, then try again."
            .formatted(max));
  }

  public static final Ending UNAVAILABLE =
      new Ending(
          Reason.UNAVAILABLE,
          "The server could not go on serving this connection. Connect again in a moment.");
}
