package gochat.metric;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The metrics of this server, each named as its constant with the prefix `gochat_`. Prometheus
/// gets the meaning as the metric's help, and `docs/metrics.md` is made from this table.
///
/// A name has its base unit last; that of a counter ends with `_total`. No label has a value that
/// users, rooms or addresses choose.
enum Metric {
  READY(
      Type.GAUGE,
      "1 while the server is ready for clients, else 0; /health/ready has the reason.",
      "It is 0 for longer than a restart takes."),
  CONNECTIONS(
      Type.GAUGE,
      "port",
      "Open connections.",
      "They approach `connection.max`, or are far fewer than usual."),
  STREAMS(
      Type.GAUGE,
      "kind",
      "Open streams, by contract and transport.",
      "They are far fewer than usual, or fewer than half within minutes."),
  STREAMS_OPENED_TOTAL(
      Type.COUNTER,
      "kind",
      "Streams that were opened.",
      "It grows much faster than the open streams change: clients reconnect again and again."),
  STREAMS_BEHIND(
      Type.GAUGE,
      "Streams that read the log because they are not live.",
      "It stays above a tenth of the streams: the network or the clients are too slow."),
  STREAMS_WAITING_BYTES(
      Type.GAUGE,
      "Bytes that wait in the server until clients read, as found at the last check of each"
          + " stream.",
      "It stays above some megabytes: many clients don't read."),
  MESSAGES_STORED_TOTAL(
      Type.COUNTER,
      "Messages that were stored.",
      "It stands still at a time of day when people write."),
  EVENTS_STORED_TOTAL(
      Type.COUNTER,
      "Events of all rooms that were stored: messages, edits, reactions, memberships.",
      "It grows much faster than the messages."),
  EVENTS_REMOVED_TOTAL(
      Type.COUNTER,
      "Events that were removed because no rule keeps them any longer.",
      "It stands still although `retention.age` or `retention.events` is set and people write."),
  WHISPERS_TOTAL(
      Type.COUNTER,
      "Private messages that were passed on without being stored.",
      "It grows much faster than usual."),
  DELIVERIES_TOTAL(
      Type.COUNTER,
      "source",
      "Events given to streams: live, or from the log.",
      "Those from the log exceed the live ones for long."),
  DELIVERY_SECONDS(
      Type.HISTOGRAM,
      "Time from a command's arrival until the live followers on one event loop have its turn,"
          + " including the append; for events of other servers, from hearing of them.",
      "Its 99th percentile is above 0.25 s."),
  APPEND_SECONDS(
      Type.HISTOGRAM,
      "Time of one append to the journal, including the sync.",
      "Its 99th percentile is above 0.1 s: the disk is slow or busy."),
  APPEND_EVENTS(
      Type.HISTOGRAM,
      "Events of one append: the batch size.",
      "It reaches 1024: the server is at its limit."),
  APPENDS_TOTAL(
      Type.COUNTER,
      "outcome",
      "Appends to the journal, by outcome.",
      "Any that is `disk_full` or `failed`."),
  PEER_EVENTS_TOTAL(
      Type.COUNTER,
      "Events that other servers recorded in rooms in memory, and that this one has read.",
      "It stands still when people write at other servers in rooms of users of this one."),
  PEER_READ_SECONDS(
      Type.HISTOGRAM,
      "Time from hearing of events of another server until they are read.",
      "Its 99th percentile is above 0.1 s."),
  BUS_DISCONNECTED_SECONDS(
      Type.GAUGE,
      "Time since the bus to other servers was connected; 0 while it is, and for a single server.",
      "It is above a minute: presence, typing and private messages that are not stored don't reach"
          + " users at other servers, and messages come up to a second later."),
  BUS_MESSAGES_TOTAL(
      Type.COUNTER,
      "direction",
      "Messages of servers to each other: that came in, or were sent out.",
      "Those of one direction stand still."),
  BUS_LOST_MESSAGES_TOTAL(
      Type.COUNTER,
      "direction",
      "Messages of servers to each other that were dropped here, because the bus was not connected"
          + " or this server too slow.",
      "It grows while the bus is connected."),
  BUS_INTERRUPTIONS_TOTAL(
      Type.COUNTER,
      "How often the bus may have lost messages. All rooms are compared with the store then.",
      "It grows again and again."),
  NOTES_AGE_SECONDS(
      Type.GAUGE,
      "Time since this server read which memberships and sessions began or ended at other servers;"
          + " 0 for a single server.",
      "It is above 10: a session that was ended may go on here."),
  SHARD_WAITING_REQUESTS(
      Type.GAUGE,
      "Commands and other requests that wait for a shard.",
      "It stays above half of `shard.inbox-max`."),
  ROOMS_IN_MEMORY(
      Type.GAUGE,
      "Rooms in memory: in use within the last minute, or followed.",
      "It grows without end."),
  ERRORS_TOTAL(
      Type.COUNTER,
      "reason",
      "Requests that failed with an error of docs/errors.md.",
      "Any `SERVER_FAILED`, `STORE_FAILED` or `OUTCOME_UNKNOWN`; many of another reason."),
  REFUSALS_TOTAL(
      Type.COUNTER,
      "reason",
      "Requests that were refused with a reason of docs/errors.md.",
      "Many `WRONG_PASSWORD` or `THROTTLED`: somebody guesses passwords."),
  LIMIT_HITS_TOTAL(
      Type.COUNTER,
      "limit",
      "How often a limit of docs/limits.md refused, delayed or closed something.",
      "Ordinary users reach it: raise the limit."),
  STORE_WRITABLE(
      Type.GAUGE,
      "1 while the store takes writes; 0 when the disk is full, the store has failed or its database"
          + " does not answer.",
      "It is 0."),
  STORE_SILENCE_SECONDS(
      Type.GAUGE,
      "Time since the database answered; it is asked each second. 0 for an embedded store.",
      "It is above 3."),
  STORE_OUTAGES_TOTAL(
      Type.COUNTER,
      "How often the database began not to answer, as in a fail-over. 0 for an embedded store.",
      "It grows, and nobody has restarted the database."),
  EPOCH(
      Type.GAUGE,
      "Epoch of the logs. It grows when older data took their place: a backup, or a standby that"
          + " lacked acknowledged messages.",
      "It grows, and nobody has restored a backup."),
  STORE_BYTES(Type.GAUGE, "Size of the stored data.", "It grows faster than the disk allows."),
  STORE_FREE_BYTES(
      Type.GAUGE, "Free space for the stored data.", "Less than a tenth of the disk is free."),
  CERTIFICATE_EXPIRY_TIMESTAMP_SECONDS(
      Type.GAUGE,
      "Time at which the server's certificate expires, in Unix time.",
      "It is less than 14 days ahead."),
  BACKUP_TIMESTAMP_SECONDS(
      Type.GAUGE,
      "End of the last backup that was made and verified since the server's start, in Unix time; 0"
          + " for none.",
      "It is older than two intervals of backups."),
  VERIFICATION_TIMESTAMP_SECONDS(
      Type.GAUGE,
      "End of the last `admin verify` of the running server since its start, in Unix time; 0 for"
          + " none. The verification of a backup is not counted.",
      "It is older than the interval at which you verify."),
  VERIFICATION_DEFECTS(
      Type.GAUGE,
      "Defects that this verification found.",
      "Any: the command has said which data is damaged.");

  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final Type type;
  private final @Nullable String label;
  private final String meaning;
  private final String worry;

  Metric(Type type, String meaning, String worry) {
    this(type, null, meaning, worry);
  }

  Metric(Type type, @Nullable String label, String meaning, String worry) {
    this.type = type;
    this.label = label;
    this.meaning = meaning;
    this.worry = worry;
  }

  /// The name that Prometheus knows.
  String fullName() {
    return "gochat_" + name().toLowerCase(Locale.ROOT);
  }

  Type type() {
    return type;
  }

  /// The name of the only label, empty for none.
  Optional<String> label() {
    return Optional.ofNullable(label);
  }

  String meaning() {
    return meaning;
  }

  /// The values that call for an operator, for the documentation.
  String worry() {
    return worry;
  }
}
