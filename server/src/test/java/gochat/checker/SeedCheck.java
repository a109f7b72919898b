package gochat.checker;

import static gochat.checker.Invariant.IN_SEQUENCE;

import gochat.checker.Stream.Overheard;
import java.util.List;

/// A client of the first contract hears what is said in the lobby from the moment at which it
/// comes, once and in order, and never itself.
final class SeedCheck {
  static final String LOBBY = "lobby";

  private final History history;
  private final Messages messages;

  SeedCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      if (stream.isSeed()) {
        check(stream, found);
      }
    }
  }

  private void check(Stream stream, List<Violation> found) {
    long last = 0;
    for (Overheard overheard : stream.all(Overheard.class)) {
      Message message = messages.ofText(overheard.text());
      if (message == null) {
        // OriginCheck says so.
        continue;
      }
      if (message.tries().stream().anyMatch(sent -> sent.stream().equals(stream.id()))) {
        found.add(new Violation(IN_SEQUENCE, stream.id() + " heard itself: " + message));
      }
      if (history.bounds().isOneServer() && message.acknowledgedAt() < stream.openedAt()) {
        found.add(new Violation(IN_SEQUENCE, stream.id() + " heard the past: " + message));
      }
      long seq = messages.seqOf(message);
      if (seq == 0) {
        if (!mayBeErased(message)) {
          found.add(
              new Violation(
                  Invariant.SEEN_IS_STORED,
                  stream.id() + " heard what the final log does not hold: " + message));
        }
        continue;
      }
      if (seq <= last) {
        found.add(
            new Violation(
                IN_SEQUENCE, stream.id() + " heard " + seq + " after " + last + ": " + message));
      } else if (last != 0) {
        missed(stream, last, seq)
            .forEach(event ->
                found.add(new Violation(IN_SEQUENCE, stream.id() + " did not hear " + event)));
      }
      last = Math.max(last, seq);
    }
  }

  /// Whether it may have stood where the log holds an erased text that nobody else saw.
  private boolean mayBeErased(Message message) {
    return history.log(LOBBY).stream()
        .filter(event -> messages.at(LOBBY, event.seq()) == null)
        .anyMatch(event -> event.isRedacted() && event.author().equals(message.user()));
  }

  /// What is there to be heard between two positions. Not what it may have said itself; and of what
  /// was erased since nobody knows whether it was still there when it was read.
  List<Event> missed(Stream stream, long after, long before) {
    List<Event> log = history.log(LOBBY);
    return log.subList((int) after, (int) Math.min(before - 1, log.size())).stream()
        .filter(event -> event.content() instanceof Event.Posted)
        .filter(event -> !event.author().equals(stream.user()))
        .toList();
  }
}
