package gochat.checker;

import static gochat.checker.Invariant.HEAD_REACHED;
import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.MEMBERS_ONLY;
import static gochat.checker.Invariant.NO_PHANTOM;
import static gochat.checker.Invariant.SEEN_IS_STORED;

import gochat.checker.Invariant.Violation;
import gochat.checker.Messages.Message;
import gochat.checker.Operation.Whisper;
import gochat.checker.Stream.Frame;
import gochat.checker.Stream.Overheard;
import gochat.checker.Stream.Whispered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Messages that come without a position: all messages of the first contract, and private messages
/// that are in no log.
final class PositionlessCheck {
  private final History history;
  private final Messages messages;
  private final Map<String, Operation> whispers = new HashMap<>();

  PositionlessCheck(History history, Messages messages) {
    this.history = history;
    this.messages = messages;
    for (Operation operation : history.operations()) {
      if (operation.request() instanceof Whisper whisper) {
        whispers.put(whisper.text(), operation);
      }
    }
  }

  void check(List<Violation> found) {
    for (Stream stream : history.streams()) {
      if (stream.isSeed()) {
        checkLobby(stream, found);
      }
      checkWhispers(stream, found);
    }
  }

  /// A client of the first contract gets the messages of the lobby from the moment at which it
  /// registers, once and in order, up to the head, and never its own.
  private void checkLobby(Stream stream, List<Violation> found) {
    long last = 0;
    for (Overheard overheard : stream.all(Overheard.class)) {
      Message message = messages.ofText(overheard.text());
      if (message == null || isRepeated(message)) {
        // EffectCheck reports a message that was not sent. One that was removed may have come
        // again.
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
                  SEEN_IS_STORED,
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
    if (last != 0 && history.end().online().contains(stream.id())) {
      missed(stream, last, Long.MAX_VALUE)
          .forEach(event ->
              found.add(new Violation(HEAD_REACHED, stream.id() + " did not hear " + event)));
    }
  }

  /// Whether its position may be one of an erased text that no other client saw.
  private boolean mayBeErased(Message message) {
    return history.log(History.LOBBY).stream()
        .filter(event -> messages.at(History.LOBBY, event.seq()) == null)
        .anyMatch(event -> event.isRedacted() && event.author().equals(message.user()));
  }

  /// The messages of others between two positions that are neither erased nor removed. Of the
  /// others it is not known whether they were still there when the stream read that far.
  private List<Event> missed(Stream stream, long after, long before) {
    List<Event> log = history.log(History.LOBBY);
    return log.subList((int) after, (int) Math.min(before - 1, log.size())).stream()
        .filter(event -> event.content() instanceof Event.Posted)
        .filter(event -> event.seq() > history.floor(History.LOBBY) && !isRepeated(event))
        .filter(event -> !event.author().equals(stream.user()))
        .toList();
  }

  private boolean isRepeated(Event event) {
    return messages.of(event).filter(this::isRepeated).isPresent();
  }

  /// Whether the message may have been removed and sent again.
  private boolean isRepeated(Message message) {
    return messages.isRemoved(message)
        || (history.floor(History.LOBBY) > 0 && message.tries().size() > 1 && mayBeErased(message));
  }

  /// A private message reaches its receiver alone, at most once, and in the order in which one
  /// sender sent them. A client that comes from one server to another may get a later one first.
  private void checkWhispers(Stream stream, List<Violation> found) {
    Set<String> heard = new HashSet<>();
    Map<String, Operation> latest = new HashMap<>();
    boolean mayMove = stream.isResuming() && !history.bounds().isOneServer();
    for (Frame frame : stream.frames()) {
      if (!(frame instanceof Whispered whispered)) {
        continue;
      }
      Operation sent = whispers.get(whispered.text());
      if (sent == null
          || !sent.user().equals(whispered.author())
          || sent.invokedAt() > whispered.at()) {
        found.add(new Violation(NO_PHANTOM, stream.id() + " heard in private " + whispered));
        continue;
      }
      if (!((Whisper) sent.request()).receiver().equals(stream.user())) {
        found.add(new Violation(MEMBERS_ONLY, stream.id() + " heard what is not for it: " + sent));
      }
      if (sent.hasFailed()) {
        found.add(new Violation(HONEST_OUTCOME, sent + ", and " + stream.id() + " heard it"));
      }
      Operation before = latest.put(sent.user() + " by " + sent.stream(), sent);
      boolean isEarlier = before != null && sent.invokedAt() < before.invokedAt();
      if (!heard.add(whispered.text()) || (isEarlier && !mayMove)) {
        found.add(new Violation(IN_SEQUENCE, stream.id() + " heard " + sent + " after " + before));
      }
    }
  }
}
