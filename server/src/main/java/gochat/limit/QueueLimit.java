package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of queues and of memory.
public final class QueueLimit {
  private static final String PAGES =
      "A slow reader gets the log in pages of this size, one at a time.";
  private static final String TURNS = "Further requests wait for the next transaction.";
  private static final String RECENT =
      "A room keeps this much of its log's end in memory; a reader that misses more reads"
          + " the log first.";

  public static final Limit SHARD_INBOX =
      Limit.of(
              "shard.inbox-max",
              8_192,
              Unit.COUNT,
              Scope.SERVER,
              delay("Streams are held back; unary calls get BUSY."))
          .settable(1, 1_000_000);
  public static final Limit WHISPERS_OF_PAIR =
      Limit.of(
          "whisper.per-pair-max",
          64,
          Unit.COUNT,
          Scope.PAIR,
          refusal(
              "THROTTLED",
              "The message is not passed on; the sender gets a refusal, and the"
                  + " receiver stays."));
  public static final Limit WHISPER_BYTES_OF_PAIR =
      Limit.of(
          "whisper.per-pair-bytes-max",
          131_072,
          Unit.BYTES,
          Scope.PAIR,
          refusal(
              "THROTTLED",
              "The message is not passed on; the sender gets a refusal, and the"
                  + " receiver stays."));
  public static final Limit WHISPERS_UNDER_WAY =
      Limit.of(
          "whisper.under-way-bytes-max",
          8_388_608,
          Unit.BYTES,
          Scope.SERVER,
          delay(
              "Counts private messages that are not stored until a processor takes them that serves"
                  + " their receiver, and other servers have answered. Streams are held back;"
                  + " unary calls get BUSY."));
  public static final Limit WAITING_BYTES =
      Limit.of(
          "stream.waiting-bytes-max",
          1_048_576,
          Unit.BYTES,
          Scope.STREAM,
          close(
              "RESOURCE_EXHAUSTED",
              "The stream of a slow reader ends when more private messages wait for it; the"
                  + " reader can reconnect."));
  public static final Limit STREAM_BYTES =
      Limit.of(
          "stream.unsent-bytes-max",
          131_072,
          Unit.BYTES,
          Scope.STREAM,
          less("The reader is served from the log, at its own pace."));
  public static final Limit UNFINISHED_BYTES =
      Limit.of(
          "server.unfinished-bytes-max",
          33_554_432,
          Unit.BYTES,
          Scope.SERVER,
          close(
              "ENHANCE_YOUR_CALM",
              "Counts incomplete messages and requests, for each port and processor; the"
                  + " connection with the most of them is closed."));
  public static final Limit INBOX_BYTES =
      Limit.of(
          "shard.inbox-bytes-max",
          8_388_608,
          Unit.BYTES,
          Scope.SERVER,
          delay("Streams are held back; unary calls get BUSY."));

  public static final Limit PAGE_ENTRIES =
      Limit.of("stream.page-entries-max", 256, Unit.COUNT, Scope.STREAM, less(PAGES));
  public static final Limit PAGE_BYTES =
      Limit.of("stream.page-bytes-max", 65_536, Unit.BYTES, Scope.STREAM, less(PAGES));
  public static final Limit TURN_REQUESTS =
      Limit.of("shard.turn-requests-max", 1_024, Unit.COUNT, Scope.SERVER, delay(TURNS));
  public static final Limit TURN_BYTES =
      Limit.of("shard.turn-bytes-max", 65_536, Unit.BYTES, Scope.SERVER, delay(TURNS));
  public static final Limit RECENT_ENTRIES =
      Limit.of("room.recent-entries-max", 1_024, Unit.COUNT, Scope.ROOM, less(RECENT));
  public static final Limit RECENT_BYTES_OF_ROOM =
      Limit.of("room.recent-bytes-max", 524_288, Unit.BYTES, Scope.ROOM, less(RECENT));
  public static final Limit RECENT_BYTES_OF_ROOM_LEAST =
      Limit.of(
          "room.recent-bytes-min",
          4_096,
          Unit.BYTES,
          Scope.ROOM,
          less("A room keeps at least this much of its log's end in memory."));
  public static final Limit RECENT_BYTES =
      Limit.of(
          "shard.recent-bytes-max",
          33_554_432,
          Unit.BYTES,
          Scope.SERVER,
          less("The rooms in use share this memory for the ends of their logs."));
  public static final Limit ROOM_IDLE =
      Limit.of(
          "room.idle-ms",
          60_000,
          Unit.MILLISECONDS,
          Scope.ROOM,
          less(
              "An unused room without followers leaves memory after this time; its next use loads it"
                  + " again."));
  public static final Limit DECISIONS =
      Limit.of(
          "shard.decisions-max",
          5,
          Unit.COUNT,
          Scope.ROOM,
          refusal(
              "UNAVAILABLE",
              "A turn is decided so often when other writers record in its room first; then its"
                  + " outcome is unknown."));
  public static final Limit TYPING_WRITERS =
      Limit.of(
          "typing.writers-max",
          10_000,
          Unit.COUNT,
          Scope.SERVER,
          less(
              "The user whose last typing notice is the oldest is forgotten, and may send"
                  + " the next notice at once."));
  public static final Limit GONE_USERS =
      Limit.of(
          "presence.gone-max",
          10_000,
          Unit.COUNT,
          Scope.SERVER,
          less("The last-seen time of the user who left the longest ago is forgotten."));

  /// The low mark is half of it.
  public static final Limit UNWRITTEN_BYTES =
      Limit.of(
          "connection.unwritten-bytes-max",
          65_536,
          Unit.BYTES,
          Scope.CONNECTION,
          less(
              "On the gRPC port: counts written bytes that the system has not taken."
                  + " Further bytes wait in the streams."));

  /// The low mark is half of it.
  public static final Limit UNWRITTEN_BYTES_OF_WEB_SOCKET =
      Limit.of(
          "connection.websocket-unwritten-bytes-max",
          32_768,
          Unit.BYTES,
          Scope.CONNECTION,
          less("The same for a WebSocket."));

  public static final Limit UNSENT_BYTES =
      Limit.of(
          "connection.unsent-bytes-max",
          131_072,
          Unit.BYTES,
          Scope.CONNECTION,
          less(
              "On the gRPC port, on Linux: the bytes that the system takes from a"
                  + " connection before it sends them. Further bytes wait in the server,"
                  + " where they are counted."));
  public static final Limit UNSENT_BYTES_OF_WEB =
      Limit.of(
          "connection.web-unsent-bytes-max",
          32_768,
          Unit.BYTES,
          Scope.CONNECTION,
          less("The same on the web port."));
  public static final Limit UNWRITTEN_BYTES_OF_CALL =
      Limit.of(
          "request.unwritten-bytes-max",
          32_768,
          Unit.BYTES,
          Scope.REQUEST,
          delay("A gRPC service with a stream of answers, such as reflection, waits."));

  private QueueLimit() {}
}
