package gochat.system;

import gochat.checker.Operation.Post;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The latest messages of a user, whichever device sent them. Safe for all threads.
final class OwnMessages {
  private static final int KEPT_MAX = 50;

  record Known(Post post, long seq) {}

  private final Deque<Post> sent = new ArrayDeque<>();
  private final Map<Post, Long> seqs = new HashMap<>();

  synchronized void sent(Post post) {
    sent.addFirst(post);
    if (sent.size() > KEPT_MAX) {
      seqs.remove(sent.removeLast());
    }
  }

  synchronized void stored(Post post, long seq) {
    if (sent.contains(post)) {
      seqs.put(post, seq);
    }
  }

  /// A message, perhaps one that is still on its way.
  ///
  /// @param back how many have been sent since
  synchronized Optional<Post> anyOf(int back) {
    return sent.stream().skip(back).findFirst();
  }

  /// A message of which it is known where it stands.
  synchronized Optional<Known> storedOf(int back) {
    return sent.stream()
        .filter(seqs::containsKey)
        .skip(back)
        .findFirst()
        .map(post -> new Known(post, seqs.getOrDefault(post, 0L)));
  }
}
