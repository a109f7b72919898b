package gochat.session;

/// Why a session ends.
///
/// @param sentence what the client is told, for people; empty when all is well
public record Ending(Reason reason, String sentence) {
  public enum Reason {
    /// The client said that it is done; what waits for it is written first.
    DONE,
    NAME_TAKEN,
    NAME_INVALID,
    /// It does not read what waits for it.
    TOO_SLOW,
    SHUTDOWN,
    /// The server can't serve it at the moment.
    UNAVAILABLE
  }

  static final Ending DONE = new Ending(Reason.DONE, "");
}
