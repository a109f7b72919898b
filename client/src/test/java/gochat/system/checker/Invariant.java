package gochat.system.checker;

/// What holds for every run, in the order of the contract.
public enum Invariant {
  NO_PHANTOM("nothing was read that was never sent"),
  ACKNOWLEDGED_IS_STORED("every acknowledged event stands in the final log at its position"),
  ONE_POSITION("an id occupies at most one position, which every repeat is told"),
  ONE_CONTENT("what stands at a position is the same for everybody, for good"),
  NO_HOLE("a log's positions have no holes"),
  REAL_TIME("what was sent after an acknowledgement comes after what was acknowledged"),
  STREAM_ORDER("the acknowledgements of one stream ascend in the order of sending"),
  IN_SEQUENCE("a stream brings what follows its cursor, or announces what it leaves out"),
  HEAD_REACHED("after the last fault everybody soon reaches the head"),
  HONEST_OUTCOME("what failed never appears, what is unknown at most once"),
  MEMBERS_ONLY("nobody is told anything outside a membership"),
  SEEN_IS_STORED("what anybody saw survives the crash that follows"),
  RECEIPTS_ADVANCE("read markers never go back, and never past the head"),
  BOUNDED("memory stays within its bound"),
  TOLD_ONCE("a stream is told of a read marker's move, and of a presence, once"),
  SETTLED("streams that stay open end with the newest read markers and the true presence"),
  ORDERLY_STOP("a server that stops takes nobody else, and ends in time and in peace");

  private final String promise;

  Invariant(String promise) {
    this.promise = promise;
  }

  String promise() {
    return promise;
  }
}
