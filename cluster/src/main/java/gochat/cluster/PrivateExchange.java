package gochat.cluster;

import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.cluster.UserSubjects.Kind;
import gochat.journal.Journal;
import gochat.peer.PrivateMessage;
import gochat.room.RoomId;
import gochat.shard.Outcome;
import gochat.shard.Rooms;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Passes private messages between servers. Each names an event of `lobby` behind which it is
/// shown; a server that does not have that event yet reads it. For any thread.
///
/// The first answer to a whisper counts. A server whose streams don't take it answers later,
/// because a stream at another one may.
final class PrivateExchange {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /// After this pause a server says that its streams don't take a whisper.
  static final Duration REFUSAL_PAUSE = Duration.ofMillis(500);

  private static final byte PASSED = 1;
  private static final byte CROWDED = 2;
  private static final byte UNDELIVERED = 3;

  private final UserSubjects users;
  private final Journal journal;
  private final RecentIds known = new RecentIds(System::nanoTime);
  private final Executor later;

  /// @param later runs tasks after [#REFUSAL_PAUSE]
  PrivateExchange(UserSubjects users, Journal journal, Executor later) {
    this.users = users;
    this.journal = journal;
    this.later = later;
  }

  /// Begins to hear of others.
  ///
  /// @param own the rooms of this server's shards
  /// @param whispered as [gochat.peer.PeerNews#whispered]
  /// @param addressed as [gochat.peer.PeerNews#addressed]
  void hear(
      Rooms own,
      BiConsumer<PrivateMessage, Consumer<Outcome>> whispered,
      Consumer<PrivateMessage> addressed) {
    users.on(
        Kind.WHISPER,
        (to, content, reply) ->
            received(to, content, own)
                .ifPresent(
                    message -> whispered.accept(message, outcome -> answer(outcome, reply))));
    users.on(Kind.ADDRESSED, (to, content, _) -> received(to, content, own).ifPresent(addressed));
  }

  /// @return empty for a message that came before, and for one with its place in another log
  private Optional<PrivateMessage> received(UUID to, ByteBuffer content, Rooms own) {
    PrivateFrame frame = PrivateFrame.parse(to, content);
    if (frame.epoch() != journal.epoch() || !known.add(frame.message().id())) {
      return Optional.empty();
    }
    own.told(RoomId.LOBBY, frame.message().after());
    return Optional.of(frame.message());
  }

  private void answer(Outcome outcome, Bus.Reply reply) {
    switch (outcome) {
      case Outcome.Passed _ -> reply.send(new byte[] {PASSED});
      case Outcome.Crowded _ -> later.execute(() -> reply.send(new byte[] {CROWDED}));
      default -> later.execute(() -> reply.send(new byte[] {UNDELIVERED}));
    }
  }

  /// @see gochat.peer.Peers#pass
  CompletableFuture<Outcome> pass(PrivateMessage message) {
    byte[] content = new PrivateFrame(journal.epoch(), message).bytes();
    if (content.length > UserSubjects.CONTENT_BYTES_MAX) {
      return CompletableFuture.completedFuture(new Outcome.Undelivered());
    }
    return users
        .ask(message.to(), Kind.WHISPER, content, WITHIN)
        .thenApply(PrivateExchange::outcome);
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Replied(byte[] bytes) when bytes[0] == PASSED -> new Outcome.Passed();
      case Answer.Replied(byte[] bytes) when bytes[0] == CROWDED -> new Outcome.Crowded();
      case Answer.Replied _, Answer.Nobody _ -> new Outcome.Undelivered();
      case Answer.Silence _ -> new Outcome.Unconfirmed();
    };
  }

  /// @see gochat.peer.Peers#show
  boolean show(PrivateMessage message) {
    if (!known.add(message.id())) {
      return false;
    }
    byte[] content = new PrivateFrame(journal.epoch(), message).bytes();
    if (content.length <= UserSubjects.CONTENT_BYTES_MAX) {
      users.publish(message.to(), Kind.ADDRESSED, content);
    }
    return true;
  }
}
