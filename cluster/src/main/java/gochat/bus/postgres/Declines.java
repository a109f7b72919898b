package gochat.bus.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/// Finds the questions that nobody is there for: each other node that lives has declined.
///
/// All nodes get all notifications in one order. A node takes none unless it has heard a beat of
/// its own that is at most 3 seconds old. So when a question of this node has come back and this
/// node has listened for 5 seconds, it has heard each node that takes the question; and a node that
/// was silent for 5 seconds takes it no more.
///
/// The sender's thread adds questions; all else is for the thread that reads.
final class Declines {
  private static final long SILENT_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  private static final class Question {
    final long seq;
    final Set<Long> declined = new HashSet<>();

    Question(long seq) {
      this.seq = seq;
    }
  }

  private final Map<Long, Question> questions = new HashMap<>();

  /// When they were heard last.
  private final Map<Long, Long> nodes = new HashMap<>();

  private final long sinceNanos;

  /// The last of this node's batches that came back.
  private long heardSeq;

  /// @param sinceNanos when this node began to listen
  Declines(long sinceNanos) {
    this.sinceNanos = sinceNanos;
  }

  /// A question is about to be sent.
  ///
  /// @param seq of the batch that ends it
  synchronized void asked(long number, long seq) {
    questions.put(number, new Question(seq));
  }

  /// One of this node's batches has come back.
  synchronized void heard(long seq) {
    heardSeq = Math.max(heardSeq, seq);
  }

  /// Another node lives.
  synchronized void lives(long node, long nowNanos) {
    nodes.put(node, nowNanos);
  }

  /// Another node is gone for good.
  synchronized void left(long node) {
    nodes.remove(node);
  }

  synchronized void declined(long number, long node) {
    Question question = questions.get(number);
    if (question != null) {
      question.declined.add(node);
    }
  }

  /// Takes the questions that nobody is there for, and forgets those that are over.
  ///
  /// @param isOpen tells the questions that are not over
  synchronized List<Long> takeDeclined(long nowNanos, LongPredicate isOpen) {
    if (nowNanos - sinceNanos < SILENT_NANOS_MAX) {
      return List.of();
    }
    nodes.values().removeIf(heardNanos -> nowNanos - heardNanos > SILENT_NANOS_MAX);
    List<Long> taken = new ArrayList<>();
    Iterator<Map.Entry<Long, Question>> all = questions.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, Question> next = all.next();
      Question question = next.getValue();
      if (!isOpen.test(next.getKey())) {
        all.remove();
      } else if (heardSeq >= question.seq && question.declined.containsAll(nodes.keySet())) {
        all.remove();
        taken.add(next.getKey());
      }
    }
    return taken;
  }
}
