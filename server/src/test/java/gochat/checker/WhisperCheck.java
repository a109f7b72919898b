package gochat.checker;

import static gochat.checker.Invariant.HONEST_OUTCOME;
import static gochat.checker.Invariant.IN_SEQUENCE;
import static gochat.checker.Invariant.MEMBERS_ONLY;
import static gochat.checker.Invariant.NO_PHANTOM;

import gochat.checker.Operation.Whisper;
import gochat.checker.Stream.Whispered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Messages to one user that are in no log reach that user alone, at most once each, and in the
/// order in which one sender sent them.
final class WhisperCheck {
  private final History history;
  private final Map<String, Operation> whispers = new HashMap<>();

  WhisperCheck(History history) {
    this.history = history;
    for (Operation operation : history.operations()) {
      if (operation.request() instanceof Whisper whisper) {
        whispers.put(whisper.text(), operation);
      }
    }
  }

  void check(List<Violation> found) {
    history.streams().forEach(stream -> check(stream, found));
  }

  private void check(Stream stream, List<Violation> found) {
    Set<String> heard = new HashSet<>();
    Map<String, Operation> latest = new HashMap<>();
    for (Whispered whispered : stream.all(Whispered.class)) {
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
      if (!heard.add(whispered.text())
          || (before != null && sent.invokedAt() < before.invokedAt())) {
        found.add(new Violation(IN_SEQUENCE, stream.id() + " heard " + sent + " after " + before));
      }
    }
  }
}
