package gochat.system;

import static java.util.stream.Collectors.toSet;

import gochat.system.checker.Event;
import gochat.system.checker.Operation;
import gochat.system.checker.Operation.Request;
import gochat.system.checker.Operation.Result;
import gochat.system.checker.Operation.Unknown;
import gochat.system.checker.Stream;
import gochat.system.checker.Stream.Cursor;
import gochat.system.checker.Stream.Frame;
import gochat.v1.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes down what everybody does and sees. Safe for all threads.
final class Chronicle {
  private final long startNanos = System.nanoTime();
  private final AtomicInteger streamCount = new AtomicInteger();
  private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
  private final Queue<Ear> ears = new ConcurrentLinkedQueue<>();
  private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /// Since the run began.
  long nowNanos() {
    return System.nanoTime() - startNanos;
  }

  /// What the user of this id is called.
  void names(String userId, String name) {
    names.put(userId, name);
  }

  /// To be called before anything goes out.
  Question asks(String user, String stream, Request request) {
    Question question = new Question(user, stream, request, nowNanos());
    questions.add(question);
    return question;
  }

  /// Writes down what was asked for by a call of its own.
  void saw(String user, Request request, long invokedNanos, Result result) {
    Question question = new Question(user, user + "'s calls", request, invokedNanos);
    questions.add(question);
    question.answered(result);
  }

  /// To be called before the stream is asked for.
  ///
  /// @param watched users whose presence it is to tell
  /// @param isResuming whether it goes on over several connections
  Ear opens(String user, Map<String, Cursor> cursors, Set<String> watched, boolean isResuming) {
    String id = user + "#" + streamCount.incrementAndGet();
    Ear ear = new Ear(id, user, isResuming, cursors, watched);
    ears.add(ear);
    return ear;
  }

  /// Something that should not have happened and that no check looks for.
  void problem(String sentence) {
    troubles.add(sentence);
  }

  List<String> troubles() {
    return List.copyOf(troubles);
  }

  Set<String> streamsOf(String user) {
    return ears.stream().filter(ear -> ear.user.equals(user)).map(Ear::id).collect(toSet());
  }

  /// Waits until `user` hears a text.
  ///
  /// @return false when it did not within that time
  boolean hears(String user, String text, Duration atMost) throws InterruptedException {
    long endNanos = nowNanos() + atMost.toNanos();
    while (nowNanos() < endNanos) {
      boolean isHeard =
          ears.stream()
              .filter(ear -> ear.user.equals(user))
              .flatMap(ear -> ear.frames.stream())
              .anyMatch(frame -> isText(frame, text));
      if (isHeard) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static boolean isText(Frame frame, String text) {
    return switch (frame) {
      case Stream.Happened(_, Event event) ->
          event.content() instanceof Event.Posted(_, String posted) && posted.equals(text);
      case Stream.Overheard(_, _, String overheard) -> overheard.equals(text);
      default -> false;
    };
  }

  List<Operation> operations() {
    return questions.stream().map(Question::operation).toList();
  }

  List<Stream> streams() {
    return ears.stream().map(Ear::stream).toList();
  }

  /// Something that was asked for.
  final class Question {
    private final String user;
    private final String stream;
    private final Request request;
    private final long invokedNanos;
    private @Nullable Operation operation;

    private Question(String user, String stream, Request request, long invokedNanos) {
      this.user = user;
      this.stream = stream;
      this.request = request;
      this.invokedNanos = invokedNanos;
    }

    Request request() {
      return request;
    }

    synchronized void answered(Result result) {
      if (operation == null) {
        long completedNanos = result instanceof Unknown ? Operation.NEVER : nowNanos();
        operation = new Operation(user, stream, request, invokedNanos, completedNanos, result);
      }
    }

    private synchronized Operation operation() {
      return operation == null
          ? new Operation(
              user, stream, request, invokedNanos, Operation.NEVER, new Unknown("no answer"))
          : operation;
    }
  }

  /// What hears one stream.
  final class Ear {
    private final String id;
    private final String user;
    private final boolean isResuming;
    private final Map<String, Cursor> cursors;
    private final Set<String> watched;
    private final long openedNanos = nowNanos();
    private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

    private Ear(
        String id,
        String user,
        boolean isResuming,
        Map<String, Cursor> cursors,
        Set<String> watched) {
      this.id = id;
      this.user = user;
      this.isResuming = isResuming;
      this.cursors = Map.copyOf(cursors);
      this.watched = watched;
    }

    String id() {
      return id;
    }

    void hears(Frame frame) {
      frames.add(frame);
    }

    void hears(long atNanos, Presence presence) {
      String name = names.getOrDefault(presence.getUserId(), presence.getUserId());
      hears(new Stream.PresenceTold(atNanos, name, Translation.presence(presence)));
    }

    private Stream stream() {
      return new Stream(id, user, isResuming, openedNanos, cursors, watched, List.copyOf(frames));
    }
  }
}
