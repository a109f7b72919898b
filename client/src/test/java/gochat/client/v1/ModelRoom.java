package gochat.client.v1;

import gochat.v1.Event;
import gochat.v1.MessagePosted;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The log of a room, with each client message id at most once. Confined to its server's lock.
final class ModelRoom {
  final String id;
  final long epoch;
  final List<Event> log = new ArrayList<>();
  private final Map<String, Long> seqs = new HashMap<>();

  ModelRoom(String id, long epoch) {
    this.id = id;
    this.epoch = epoch;
  }

  long head() {
    return log.size();
  }

  /// @return whether the message is new
  boolean post(User author, String clientMessageId, String text) {
    if (seqs.containsKey(clientMessageId)) {
      return false;
    }
    seqs.put(clientMessageId, head() + 1);
    log.add(
        Event.newBuilder()
            .setRoomId(id)
            .setSeq(head() + 1)
            .setAuthor(author)
            .setMessagePosted(
                MessagePosted.newBuilder().setClientMessageId(clientMessageId).setText(text))
            .build());
    return true;
  }

  long seqOf(String clientMessageId) {
    return seqs.getOrDefault(clientMessageId, 0L);
  }

  List<String> texts() {
    return log.stream().map(event -> event.getMessagePosted().getText()).toList();
  }
}
