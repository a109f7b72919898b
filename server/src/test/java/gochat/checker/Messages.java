package gochat.checker;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import gochat.checker.Event.Posted;
import gochat.checker.Operation.Post;
import gochat.checker.Operation.Stored;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The messages that were sent in a run. Every text is sent once, but for tries of one message.
final class Messages {
  private record Key(String user, String room, String id, String text) {
    Key withoutText() {
      return new Key(user, room, id, "");
    }
  }

  /// A log's position. Of the log that is left at the end there is one epoch.
  record Position(String room, long seq) {}

  private final History history;
  private final Map<Key, Message> messages;
  private final Map<String, Message> byText;
  private final Map<Position, Message> byPosition = new HashMap<>();
  private final IdentityHashMap<Message, TreeSet<Long>> seqs = new IdentityHashMap<>();

  Messages(History history) {
    this.history = history;
    Map<Key, List<Operation>> tries =
        history.operations().stream()
            .filter(operation -> operation.request() instanceof Post)
            .sorted(Comparator.comparingLong(Operation::invokedAt))
            .collect(groupingBy(Messages::key, LinkedHashMap::new, toList()));
    Map<Key, Long> texts =
        tries.keySet().stream().collect(groupingBy(Key::withoutText, counting()));
    messages = new LinkedHashMap<>();
    tries.forEach((key, operations) -> {
      boolean isContested = !key.id.isEmpty() && texts.getOrDefault(key.withoutText(), 0L) > 1;
      messages.put(key, new Message(key.user, key.room, key.id, key.text, isContested, operations));
    });
    byText =
        messages.values().stream()
            .collect(toMap(Message::text, message -> message, (first, _) -> first));
    seen().forEach(event -> of(event).ifPresent(message -> place(message, event.seq())));
    for (Message message : messages.values()) {
      message.acknowledgement().ifPresent(stored -> place(message, stored.seq()));
    }
  }

  private static Key key(Operation operation) {
    Post post = (Post) operation.request();
    return new Key(operation.user(), post.room(), post.messageId(), post.text());
  }

  private Stream<Event> seen() {
    return Stream.concat(
        history.logs().values().stream().flatMap(List::stream),
        history.streams().stream()
            .flatMap(stream -> stream.all(gochat.checker.Stream.Happened.class).stream())
            .map(gochat.checker.Stream.Happened::event));
  }

  private void place(Message message, long seq) {
    byPosition.putIfAbsent(new Position(message.room(), seq), message);
    seqs.computeIfAbsent(message, _ -> new TreeSet<>()).add(seq);
  }

  Collection<Message> all() {
    return messages.values();
  }

  /// The message that `event` is; empty when it is none that was sent.
  Optional<Message> of(Event event) {
    return event.content() instanceof Posted(String id, String text)
        ? Optional.ofNullable(messages.get(new Key(event.author(), event.room(), id, text)))
        : Optional.empty();
  }

  /// The message at a position, even if it is erased; null when no client knows of one.
  @Nullable Message at(String room, long seq) {
    return byPosition.get(new Position(room, seq));
  }

  /// Whether the head of `room` may have come to `seq` by a moment.
  boolean mayBeThere(String room, long seq, long at) {
    Message message = at(room, seq);
    return seq <= history.log(room).size() && (message == null || message.firstInvokedAt() <= at);
  }

  /// The first seq of a message, even if it is erased; 0 when no client knows it.
  long seqOf(Message message) {
    TreeSet<Long> all = seqs.get(message);
    return all == null ? 0 : all.first();
  }

  /// Whether the message was removed, perhaps to be repeated at another position.
  boolean isRemoved(Message message) {
    TreeSet<Long> all = seqs.get(message);
    return all != null && all.first() <= history.floor(message.room());
  }

  @Nullable Message ofText(String text) {
    return byText.get(text);
  }

  /// A message with all tries to send it.
  ///
  /// @param id empty for one of the first contract
  /// @param isContested whether another text was sent under its id
  /// @param tries at least one, in the order in which they began
  record Message(
      String user,
      String room,
      String id,
      String text,
      boolean isContested,
      List<Operation> tries) {
    long firstInvokedAt() {
      return tries.getFirst().invokedAt();
    }

    /// When the first client knew that it is stored; [Operation#NEVER] when none did.
    long acknowledgedAt() {
      return tries.stream()
          .filter(Operation::isStored)
          .mapToLong(Operation::completedAt)
          .min()
          .orElse(Operation.NEVER);
    }

    Optional<Stored> acknowledgement() {
      return tries.stream()
          .filter(Operation::isStored)
          .map(operation -> (Stored) operation.result())
          .findFirst();
    }

    boolean hasFailed() {
      return tries.stream().allMatch(Operation::hasFailed);
    }

    @Override
    public String toString() {
      return "message %s \"%s\" of %s to %s".formatted(id, text, user, room);
    }
  }
}
