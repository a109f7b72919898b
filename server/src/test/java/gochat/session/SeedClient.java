package gochat.session;

import gochat.account.IdentitiesFixture;
import gochat.account.Tokens;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.room.RoomId;
import gochat.shard.FaultyShard.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client of the first contract. It has no message ids and no cursor, and each connection starts
/// anew.
final class SeedClient implements Participant {
  private record SentWhisper(String text, SeedStream from, SeedStream to) {}

  private final World world;
  private final String name;
  private final List<SeedClient> others;
  private final User account;

  /// The token of its account, null when it has none.
  private final @Nullable String token;

  private final List<SeedStream> connections = new ArrayList<>();
  private final List<SentWhisper> whispers = new ArrayList<>();
  private @Nullable SeedStream connection;

  /// @param others the receivers of its private messages
  /// @param hasAccount whether it has the token of an account
  SeedClient(World world, String name, List<SeedClient> others, boolean hasAccount) {
    this.world = world;
    this.others = others;
    account = new User(world.newUuid(), IdentitiesFixture.name(name), UserKind.ACCOUNT);
    token = hasAccount ? world.servers().main().identities.register(account) : null;
    this.name = name;
  }

  private @Nullable Proof proof(Life life) {
    Tokens tokens = life.identities.tokens();
    return token == null
        ? null
        : onEnd -> new Proof.Verdict.Admitted(Admission.admit(tokens, token, onEnd).orElseThrow());
  }

  String name() {
    return name;
  }

  /// The room that stores messages to `other`; null when they are not stored.
  @Nullable RoomId direct(SeedClient other) {
    return token == null || other.token == null
        ? null
        : RoomId.direct(account.id(), other.account.id());
  }

  /// Whether the private messages of the stream `label` to this client are stored, and that stream
  /// is at another server than `receiver`.
  boolean isStoredElsewhere(String label, SeedStream receiver) {
    return others.stream()
        .filter(other -> direct(other) != null)
        .flatMap(other -> other.connections.stream())
        .anyMatch(stream -> stream.label.equals(label) && stream.services != receiver.services);
  }

  boolean isConnectedBy(SeedStream stream) {
    return connection == stream;
  }

  @Override
  public void step() {
    SeedStream current = connection;
    if (current == null) {
      connect();
      return;
    }
    switch (world.random.nextInt(world.isHealed() || current.leaving ? 6 : 20)) {
      case 0, 1, 2, 3, 4, 5 -> read(current);
      case 6 -> interrupt(current);
      case 7, 8, 9, 10, 11, 12 -> whisper(current);
      default -> current.lane.execute(() -> current.say(null));
    }
  }

  private void interrupt(SeedStream current) {
    if (world.random.nextBoolean()) {
      disconnect(current);
    } else {
      leave(current);
    }
  }

  private void connect() {
    if (world.servers().areStopping()) {
      return;
    }
    Life life = world.servers().either();
    SeedStream current = new SeedStream(world, life, this, proof(life), connections.size());
    connection = current;
    connections.add(current);
    current.lane.execute(() -> current.session.receive(new SeedMessage(name, "", "")));
  }

  private void disconnect(SeedStream current) {
    current.lane.execute(current.session::disconnected);
    connectionLost();
  }

  private void leave(SeedStream current) {
    current.leaving = true;
    current.lane.execute(current::leave);
  }

  @Override
  public void serverStops() {
    SeedStream current = connection;
    if (current != null && world.fault != Fault.STOP_UNHEARD) {
      current.lane.execute(current.session::shutDown);
    }
  }

  @Override
  public void sweep() {
    SeedStream current = connection;
    if (current != null) {
      current.lane.execute(() -> current.session.sweep(System.nanoTime()));
    }
  }

  @Override
  public @Nullable String online() {
    return connection == null ? null : connection.name();
  }

  @Override
  public void connectionLost() {
    connection = null;
  }

  /// Sends a private message, often with one to all right behind it.
  private void whisper(SeedStream current) {
    SeedClient receiver = world.anyOf(others);
    current.lane.execute(() -> {
      SeedStream to = receiver.connection;
      int number = current.sent;
      current.say(receiver);
      // A stored message may get lost on its way to streams at the other server.
      boolean mayGetLost =
          to != null && to.services != current.services && direct(receiver) != null;
      if (to != null && to.headWhenRegistered >= 0 && current.sent > number && !mayGetLost) {
        whispers.add(new SentWhisper(current.label + ":" + number, current, to));
      }
      if (world.random.nextBoolean()) {
        current.say(null);
      }
    });
  }

  private void read(SeedStream current) {
    if (current.isDrained()) {
      return;
    }
    current.see(current.next());
    if (current.isDrained()) {
      current.lane.execute(current.session::drained);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean isSettled() {
    SeedStream current = connection;
    return current != null
        && !current.leaving
        && !current.paused
        && current.headWhenRegistered >= 0
        && current.isDrained()
        && current.missing(Long.MAX_VALUE).isEmpty();
  }

  @Override
  public void check() {
    connections.forEach(SeedStream::check);
    for (SentWhisper whisper : whispers) {
      boolean bothStayed = whisper.from.isOpen() && whisper.to.isOpen();
      if (bothStayed && !whisper.from.hasNotice && !whisper.to.hasSeen(whisper.text)) {
        world.recorder().problem(whisper.text + " did not reach its receiver");
      }
    }
  }
}
