package gochat.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import gochat.journal.Journal.Batch;
import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A turn of messages that mention nobody: it changes nothing but the logs, and is recorded in one
/// statement.
final class PlainTurn {
  /// A message at its place.
  ///
  /// @param batch its batch's place, from 1 on
  /// @param latestAtMs the newest time of the batch up to it
  private record Message(long batch, long seq, long latestAtMs, RoomEvent.Posted posted) {}

  private final List<Batch> batches;
  private final List<Message> messages = new ArrayList<>();
  private final long[] latest;

  /// @param batches of messages without mentions
  private PlainTurn(List<Batch> batches) {
    // All turns lock their rooms in this order.
    this.batches = batches.stream().sorted(comparing(batch -> batch.room().value())).toList();
    latest = new long[batches.size()];
    for (int i = 0; i < batches.size(); i++) {
      latest[i] = add(i + 1, this.batches.get(i));
    }
  }

  /// @return the newest time of the batch
  private long add(long place, Batch batch) {
    long seq = batch.expectedHead();
    long latestAtMs = Long.MIN_VALUE;
    for (RoomEvent event : batch.events()) {
      latestAtMs = Math.max(latestAtMs, event.atMs());
      messages.add(new Message(place, ++seq, latestAtMs, (RoomEvent.Posted) event));
    }
    return latestAtMs;
  }

  static boolean isPlain(List<Batch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.events().stream())
        .allMatch(event -> event instanceof RoomEvent.Posted posted && posted.mentions().isEmpty());
  }

  /// Records the batches, or none.
  ///
  /// @return no room: if a batch conflicts, this fails
  /// @throws SQLException also when one conflicts: see [SqlState#isConflict]
  static Set<RoomId> append(Sql sql, Life life, List<Batch> batches) throws SQLException {
    new PlainTurn(batches).append(sql, life);
    return Set.of();
  }

  private void append(Sql sql, Life life) throws SQLException {
    TurnCount.Count turn = life.turns().next();
    int _ =
        sql.run(
            "SELECT append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            turn.life(),
            turn.tick(),
            batches.stream().map(batch -> batch.room().value()).toArray(String[]::new),
            batches.stream().mapToLong(Batch::expectedHead).toArray(),
            batches.stream()
                .mapToLong(batch -> batch.expectedHead() + batch.events().size())
                .toArray(),
            latest,
            messages.stream().mapToLong(Message::batch).toArray(),
            messages.stream().mapToLong(Message::seq).toArray(),
            messages.stream().mapToLong(message -> message.posted().atMs()).toArray(),
            messages.stream().mapToLong(Message::latestAtMs).toArray(),
            authors().map(Author::user).toArray(UUID[]::new),
            authors().map(Author::session).toArray(UUID[]::new),
            authors().map(Author::name).toArray(String[]::new),
            authors().mapToLong(author -> Code.STANDING.of(author.standing())).toArray(),
            posted().map(RoomEvent.Posted::messageId).toArray(UUID[]::new),
            posted().map(PlainTurn::fingerprint).toArray(Long[]::new),
            posted().map(message -> orNull(message.replyTo())).toArray(Long[]::new),
            posted().map(message -> orNull(message.threadRoot())).toArray(Long[]::new),
            posted().map(message -> message.text().getBytes(UTF_8)).toArray(byte[][]::new));
  }

  private Stream<RoomEvent.Posted> posted() {
    return messages.stream().map(Message::posted);
  }

  private Stream<Author> authors() {
    return posted().map(RoomEvent.Posted::author);
  }

  private static @Nullable Long fingerprint(RoomEvent.Posted posted) {
    return posted.messageId() == null
        ? null
        : (Long) Command.fingerprint(posted.text(), posted.replyTo());
  }

  private static @Nullable Long orNull(long seq) {
    return seq == 0 ? null : (Long) seq;
  }
}
