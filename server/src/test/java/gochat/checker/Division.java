package gochat.checker;

import static gochat.checker.Invariant.IN_SEQUENCE;

import gochat.checker.Event.Deleted;
import gochat.checker.Event.Posted;
import gochat.checker.History.End;
import gochat.checker.Invariant.Violation;
import gochat.checker.Operation.Delete;
import gochat.checker.Operation.Done;
import gochat.checker.Operation.Marked;
import gochat.checker.Operation.NotSent;
import gochat.checker.Operation.Page;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Refused;
import gochat.checker.Operation.Stored;
import gochat.checker.Operation.Unknown;
import gochat.checker.Stream.Followed;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Happened;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Reset;
import gochat.checker.Stream.Unfollowed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Divides what was seen at a loss of logs: into what belongs to the lost logs, and what belongs to
/// the next ones, for which a lost event is as good as refused.
///
/// Servers and clients notice a loss later than it happens, so streams and requests belong to the
/// logs whose epoch they name.
final class Division {
  private static final Unknown OF_OTHER_LOGS = new Unknown("other logs may have it");
  private static final Unknown OF_ANY_TEXT =
      new Unknown("it had the id of a deleted message, whose text is back");

  private final Loss loss;
  private final List<Operation> operations;
  private final List<Stream> streams;

  /// The texts of the lobby that were lost, and not sent again.
  private final Set<String> lostTexts = new HashSet<>();

  /// By stream: the number of its frames of the lost logs.
  private final Map<String, Integer> turns = new HashMap<>();

  /// By stream: when it got the first frame of the next logs.
  private final Map<String, Long> turnedAt = new HashMap<>();

  Division(Loss loss, List<Operation> operations, List<Stream> streams) {
    this.loss = loss;
    this.operations = operations;
    this.streams = streams;
    loss.log(History.LOBBY).stream().skip(loss.head(History.LOBBY)).forEach(this::lose);
    // The log may have them without their texts.
    posts().filter(this::isLost).forEach(post -> lostTexts.add(text(post)));
    posts().filter(this::mayBeNext).forEach(post -> lostTexts.remove(text(post)));
    for (Stream stream : streams) {
      int turn = stream.isSeed() ? turnOfSeed(stream) : turn(stream);
      turns.put(stream.id(), turn);
      if (turn < stream.frames().size()) {
        turnedAt.put(stream.id(), stream.frames().get(turn).at());
      }
    }
  }

  private void lose(Event event) {
    if (event.content() instanceof Posted(_, String text)) {
      lostTexts.add(text);
    }
  }

  private java.util.stream.Stream<Operation> posts() {
    return operations.stream().filter(operation -> operation.request() instanceof Post);
  }

  private static String text(Operation post) {
    return ((Post) post.request()).text();
  }

  private boolean isLost(Operation operation) {
    return operation.result() instanceof Stored(_, long seq)
        && isOfLost(operation)
        && seq > loss.head(operation.request().room());
  }

  private boolean mayBeNext(Operation operation) {
    return operation.invokedAt() > loss.at() || (operation.isStored() && !isOfLost(operation));
  }

  private int turn(Stream stream) {
    List<Frame> frames = stream.frames();
    int turn = 0;
    while (turn < frames.size() && epoch(frames.get(turn)) <= loss.epoch()) {
      turn++;
    }
    if (turn < frames.size()) {
      // A client that comes back may first learn which rooms are no longer followed.
      while (turn > 0
          && frames.get(turn - 1) instanceof Unfollowed
          && !isOfLost(frames.get(turn - 1))) {
        turn--;
      }
    }
    return turn;
  }

  private static long epoch(Frame frame) {
    return switch (frame) {
      case Followed followed -> followed.epoch();
      case Happened happened -> happened.event().epoch();
      case Reset reset -> reset.epoch();
      default -> 0;
    };
  }

  /// A stream of the first contract has no epochs. It may bring what is left late.
  private int turnOfSeed(Stream stream) {
    int turn = stream.frames().size();
    while (turn > 0 && !isOfLost(stream.frames().get(turn - 1))) {
      turn--;
    }
    return turn;
  }

  private boolean isOfLost(Frame frame) {
    return frame.at() <= loss.at()
        || (frame instanceof Overheard heard && lostTexts.contains(heard.text()));
  }

  /// Whether the event of a stored request was in the lost logs.
  private boolean isOfLost(Operation operation) {
    Stored stored = (Stored) operation.result();
    if (stored.epoch() != Stored.ANY_EPOCH) {
      return stored.epoch() <= loss.epoch();
    }
    List<Event> log = loss.log(operation.request().room());
    return operation.completedAt() <= loss.at()
        || (operation.invokedAt() <= loss.at()
            && stored.seq() <= log.size()
            && operation.mayCause(log.get((int) stored.seq() - 1)));
  }

  /// Whether a stream got something of the lost logs, or could have.
  private boolean isBegun(Stream stream) {
    return stream.openedAt() <= loss.at()
        || framesBefore(stream).stream().anyMatch(frame -> stream.isSeed() || epoch(frame) > 0);
  }

  /// Whether a stream got something of the next logs, or could have.
  private boolean isTurned(Stream stream) {
    return turnedAt.containsKey(stream.id())
        || stream.isResuming()
        || stream.isSeed()
        || !isBegun(stream);
  }

  private List<Frame> framesBefore(Stream stream) {
    return stream.frames().subList(0, turn(stream.id()));
  }

  private int turn(String stream) {
    return turns.getOrDefault(stream, 0);
  }

  /// The history of the lost logs.
  History before(History history) {
    return new History(
        operations.stream()
            .filter(operation -> operation.invokedAt() <= loss.at() || !operation.isOfLog())
            .map(this::before)
            .toList(),
        streams.stream()
            .filter(this::isBegun)
            .map(stream -> stream.withFrames(framesBefore(stream)))
            .toList(),
        loss.logs(),
        List.of(),
        history.removals().stream().filter(removal -> removal.at() <= loss.at()).toList(),
        history.privateRooms(),
        history.fullDisks(),
        List.of(),
        List.of(),
        new End(Set.of(), loss.at(), 0),
        history.bounds());
  }

  private Operation before(Operation operation) {
    boolean isKnown =
        operation.result() instanceof Stored
            ? isOfLost(operation)
            : operation.completedAt() <= loss.at() || operation.result() instanceof Unknown;
    return isKnown ? operation : operation.completed(Operation.NEVER, OF_OTHER_LOGS);
  }

  /// The history of the next logs, which may be lost too.
  History after(History history) {
    return new History(
        operationsAfter(),
        streamsAfter(),
        history.logs(),
        history.losses().subList(1, history.losses().size()),
        history.removals().stream().filter(removal -> removal.at() > loss.at()).toList(),
        history.privateRooms(),
        history.fullDisks(),
        history.stops(),
        history.problems(),
        history.end(),
        history.bounds());
  }

  List<Operation> operationsAfter() {
    return operations.stream().filter(this::mayBeOfNext).map(this::after).toList();
  }

  /// Pages and read markers name no epoch.
  private boolean mayBeOfNext(Operation operation) {
    return switch (operation.result()) {
      case Page _, Marked _ ->
          turns.containsKey(operation.stream())
              ? operation.completedAt() > turnedAt.getOrDefault(operation.stream(), Operation.NEVER)
              : operation.invokedAt() > loss.at();
      case Stored _, Done _, Refused _, NotSent _, Unknown _ -> true;
    };
  }

  private Operation after(Operation operation) {
    if (!(operation.result() instanceof Stored(_, long seq)) || !isOfLost(operation)) {
      return operation;
    }
    if (seq > loss.head(operation.request().room())) {
      return operation.completed(operation.completedAt(), new Refused("it was lost"));
    }
    return isOfAnyText(operation, seq)
        ? operation.completed(Operation.NEVER, OF_ANY_TEXT)
        : operation.completed(operation.completedAt(), new Stored(loss.epoch() + 1, seq));
  }

  /// Whether a message may have been answered as the deleted one of its id, which any text can be,
  /// and the deletion is lost: then the text that comes back may be another one.
  private boolean isOfAnyText(Operation operation, long seq) {
    if (!(operation.request() instanceof Post post)
        || !loss.isLost(post.room(), new Deleted(seq))) {
      return false;
    }
    Delete deletion = new Delete(post.room(), seq);
    return operations.stream()
            .anyMatch(each ->
                each.request().equals(deletion) && each.invokedAt() <= operation.completedAt())
        && posts().anyMatch(each -> isContested(post, operation.user(), each));
  }

  private static boolean isContested(Post post, String user, Operation other) {
    return other.user().equals(user)
        && other.request() instanceof Post(String room, String id, String text)
        && room.equals(post.room())
        && id.equals(post.messageId())
        && !text.equals(post.text());
  }

  List<Stream> streamsAfter() {
    return streams.stream().filter(this::isTurned).map(this::after).toList();
  }

  private Stream after(Stream stream) {
    List<Frame> before = framesBefore(stream);
    return isBegun(stream)
        ? stream
            .withFrames(before)
            .resumed()
            .withFrames(stream.frames().subList(before.size(), stream.frames().size()))
        : stream;
  }

  /// No connection goes on over a loss.
  void check(List<Violation> found) {
    for (Stream stream : streams) {
      if (stream.kind() == Stream.Kind.V1
          && turnedAt.containsKey(stream.id())
          && framesBefore(stream).stream().anyMatch(frame -> epoch(frame) > 0)) {
        found.add(
            new Violation(
                IN_SEQUENCE, stream.id() + " went on when the logs of its epoch were lost"));
      }
    }
  }
}
