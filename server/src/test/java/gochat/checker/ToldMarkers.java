package gochat.checker;

import gochat.checker.Operation.MarkRead;
import gochat.checker.Operation.Marked;
import gochat.checker.Stream.MarkerFound;
import gochat.checker.Stream.MarkerMoved;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the client of a stream gets to know of read markers.
final class ToldMarkers {
  enum Way {
    WITH_ROOM,
    MOVE,
    /// To the client's own request. The order of answers and frames is known where a stream is one
    /// connection.
    ANSWER
  }

  record Told(long at, String room, long seq, Way way) {}

  private ToldMarkers() {}

  /// In the order in which the client got to know it.
  ///
  /// @param operations those of the stream
  static List<Told> of(Stream stream, List<Operation> operations) {
    List<Told> told = new ArrayList<>();
    for (MarkerFound found : stream.all(MarkerFound.class)) {
      told.add(new Told(found.at(), found.room(), found.seq(), Way.WITH_ROOM));
    }
    for (MarkerMoved moved : stream.all(MarkerMoved.class)) {
      told.add(new Told(moved.at(), moved.room(), moved.seq(), Way.MOVE));
    }
    for (Operation operation : operations) {
      if (operation.request() instanceof MarkRead(String room, _)
          && operation.result() instanceof Marked(long seq)) {
        told.add(new Told(operation.completedAt(), room, seq, Way.ANSWER));
      }
    }
    told.sort(Comparator.comparingLong(Told::at));
    return told;
  }
}
