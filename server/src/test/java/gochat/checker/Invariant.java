package gochat.checker;

/// The promises of docs/delivery.md that hold for every run, of real processes or of the
/// simulation. docs/reliability.md lists them, each with a planted fault that it finds.
public enum Invariant {
  NO_PHANTOM("nothing is read that was never sent"),
  ACKNOWLEDGED_IS_STORED("every acknowledged event stands in the final log at its position"),
  ONE_POSITION("an id occupies at most one position, which every repeat gets as its answer"),
  ONE_CONTENT("a position has the same content for all readers, until its text is erased for all"),
  NO_HOLE("the positions of a log have no holes"),
  REAL_TIME("a request that is sent after an acknowledgement comes after the acknowledged event"),
  STREAM_ORDER("the acknowledgements of one stream ascend in the order of sending"),
  IN_SEQUENCE(
      "a stream brings what follows its cursor or its user's arrival, or announces what it leaves out"),
  REMOVED_IS_GONE("no reader gets an event after the server has removed it"),
  HEAD_REACHED("after the last fault every client soon reaches the head"),
  HONEST_OUTCOME("a failed request never takes effect, an unknown one at most once"),
  MEMBERS_ONLY("only members read a private room, and only receivers a private message"),
  SEEN_IS_STORED("every event that a stream brought survives the crash that follows"),
  RECEIPTS_ADVANCE("read markers never go back, and never past the head"),
  BOUNDED("the memory of the server stays within its bound"),
  TOLD_ONCE("a stream reports each move of a read marker, and each change of a presence, once"),
  SETTLED("streams that stay open end with the newest read markers and the true presence"),
  ORDERLY_STOP("a server that stops accepts no connection, and ends in time and without an error"),
  RIGHTFUL("every event was within the rights of its author"),
  AUDITED("each act of a moderator is recorded together with its entry in the audit log"),
  NO_PROBLEM("no client meets anything that it does not expect, and no task of the server fails");

  private final String promise;

  Invariant(String promise) {
    this.promise = promise;
  }

  public String promise() {
    return promise;
  }

  /// A contradiction to an invariant.
  ///
  /// @param sentence what was seen
  public record Violation(Invariant invariant, String sentence) {
    @Override
    public String toString() {
      return "%s (%s): %s".formatted(invariant, invariant.promise(), sentence);
    }
  }
}
