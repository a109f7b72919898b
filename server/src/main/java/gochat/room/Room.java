package gochat.room;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The state and the rules of one room. [#decide] changes nothing; only [#apply] does. Not
/// thread-safe.
public final class Room {
  private final RoomPolicy policy;
  private final Rules rules;
  private final Map<UUID, Member> members = new LinkedHashMap<>();
  private final Measures banned;
  private final Measures muted;
  private final Set<Long> pinned;
  private long head;
  private @Nullable RoomKind kind;
  private @Nullable RoomName name;
  private String topic;
  private RetentionRule retention;
  private SlowMode slowMode;
  private final LastMessages lastMessages;

  /// A room to which events are applied, and in which nothing is decided.
  public Room(RoomSnapshot snapshot) {
    this(snapshot, new RoomPolicy(Integer.MAX_VALUE, RoomCreation.EVERYBODY, GuestRooms.ALL));
  }

  /// A room without slow mode, or in which no user has to wait.
  public Room(RoomSnapshot snapshot, RoomPolicy policy) {
    this(snapshot, policy, Map.of());
  }

  /// @param lastMessages the times of the users' last messages, in Unix milliseconds: those after
  ///   the event that set the slow mode, and not older than its interval
  public Room(RoomSnapshot snapshot, RoomPolicy policy, Map<UUID, Long> lastMessages) {
    this.policy = policy;
    rules = new Rules(this, policy);
    snapshot.members().forEach(this::admit);
    banned = new Measures(snapshot.banned().values());
    muted = new Measures(snapshot.muted().values());
    pinned = new LinkedHashSet<>(snapshot.pinned());
    head = snapshot.head();
    kind = snapshot.kind();
    name = snapshot.name();
    topic = snapshot.topic();
    retention = snapshot.retention();
    slowMode = snapshot.slowMode();
    this.lastMessages = new LastMessages(lastMessages);
  }

  public RoomSnapshot snapshot() {
    return new RoomSnapshot(
        head,
        kind,
        name,
        topic,
        retention,
        slowMode,
        List.copyOf(members.values()),
        banned.toMap(),
        muted.toMap(),
        List.copyOf(pinned));
  }

  /// The seq of the last applied event, 0 when there is none.
  public long head() {
    return head;
  }

  /// Null when the room doesn't exist.
  public @Nullable RoomKind kind() {
    return kind;
  }

  /// Null for a room without a name: see [RoomSnapshot].
  public @Nullable RoomName name() {
    return name;
  }

  public String topic() {
    return topic;
  }

  /// The rule of the room's owners.
  public RetentionRule retention() {
    return retention;
  }

  public SlowMode slowMode() {
    return slowMode;
  }

  /// The milliseconds that slow mode keeps the user from its next message, 0 for none.
  long slowModeWaitMs(UUID user, long nowMs) {
    return lastMessages.waitMs(user, slowMode.intervalMs(), nowMs);
  }

  /// The members in the order in which they joined.
  public Collection<Member> members() {
    return Collections.unmodifiableCollection(members.values());
  }

  public @Nullable Member member(UUID user) {
    return members.get(user);
  }

  /// The user's ban, null for none.
  public @Nullable Measure ban(UUID user) {
    return banned.get(user);
  }

  /// The user's mute, null for none.
  public @Nullable Measure mute(UUID user) {
    return muted.get(user);
  }

  public boolean isBanned(UUID user) {
    return banned.concerns(user);
  }

  public boolean isMuted(UUID user) {
    return muted.concerns(user);
  }

  /// The bans of this room, in no order.
  public Collection<Measure> bans() {
    return banned.all();
  }

  /// The mutes of this room, in no order.
  public Collection<Measure> mutes() {
    return muted.all();
  }

  /// The bans whose ends have come, in the order of their ends.
  List<Measure> dueBans(long nowMs) {
    return banned.due(nowMs);
  }

  /// The mutes whose ends have come, in the order of their ends.
  List<Measure> dueMutes(long nowMs) {
    return muted.due(nowMs);
  }

  /// The seqs of the pinned messages, in the order in which they were pinned.
  public Collection<Long> pinned() {
    return Collections.unmodifiableCollection(pinned);
  }

  /// Whether `user` may read the log now.
  public boolean isReadableBy(UUID user, Standing standing) {
    return isKnownTo(user, standing) && !banned.concerns(user);
  }

  /// Whether `user` may know that the room exists.
  boolean isKnownTo(UUID user, Standing standing) {
    return kind != null && policy.reveals(kind, name, standing, members.containsKey(user));
  }

  /// @param atMs the time of accepted events, in Unix milliseconds
  public Decision decide(Known known, long atMs) {
    return rules.decide(known, atMs);
  }

  /// Applies an event that the journal has recorded.
  ///
  /// @throws IllegalArgumentException when `entry` does not follow the head
  public void apply(LogEntry entry) {
    if (entry.seq() != head + 1) {
      throw new IllegalArgumentException("seq: " + entry.seq() + " (expected: " + (head + 1) + ")");
    }
    head = entry.seq();
    switch (entry.event()) {
      case RoomEvent.Pinned pin -> pinned.add(pin.message());
      case RoomEvent.Unpinned unpin -> pinned.remove(unpin.message());
      case RoomEvent.Deleted gone -> pinned.remove(gone.message());
      case RoomEvent.Posted posted -> {
        if (slowMode.isOn()) {
          lastMessages.add(posted.author().user(), posted.atMs(), slowMode.intervalMs());
        }
      }
      case RoomEvent.OnMessage _, RoomEvent.Redacted _, RoomEvent.Audited _ -> {}
      case RoomEvent.Created created -> {
        kind = created.kind();
        name = created.name();
        topic = created.topic();
        admit(new Member(created.author().person(), created.role(), head));
      }
      case RoomEvent.DirectOpened opened -> {
        kind = RoomKind.DIRECT;
        admit(new Member(opened.author().person(), Role.MEMBER, head));
        admit(new Member(opened.peer(), Role.MEMBER, head));
      }
      case RoomEvent.Renamed renamed -> name = renamed.name();
      case RoomEvent.TopicChanged changed -> topic = changed.topic();
      case RoomEvent.RetentionChanged changed -> retention = changed.rule();
      case RoomEvent.SlowModeChanged changed -> {
        slowMode = SlowMode.of(changed.intervalMs(), head);
        lastMessages.clear();
      }
      case RoomEvent.Joined joined -> admit(new Member(joined.member(), joined.role(), head));
      case RoomEvent.Left left -> members.remove(left.author().user());
      case RoomEvent.Kicked kicked -> members.remove(kicked.member().user());
      case RoomEvent.Banned ban -> {
        members.remove(ban.member().user());
        banned.put(new Measure(ban));
      }
      case RoomEvent.Unbanned unbanned -> banned.remove(unbanned.member().user());
      case RoomEvent.Muted mute -> muted.put(new Measure(mute));
      case RoomEvent.Unmuted unmuted -> muted.remove(unmuted.member().user());
      case RoomEvent.RoleChanged changed ->
          members.computeIfPresent(
              changed.member().user(),
              (_, member) -> new Member(member.person(), changed.role(), member.since()));
      case RoomEvent.GuestRegistered registered ->
          members.computeIfPresent(
              registered.author().user(),
              (_, member) ->
                  new Member(registered.author().person(), registered.role(), member.since()));
    }
  }

  private void admit(Member member) {
    members.put(member.person().user(), member);
  }
}
