package gochat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.bus.Answer;
import gochat.bus.Bus;
import gochat.bus.Subject;
import gochat.hash.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Finds users who are connected at another server, and tells other servers who is connected here.
/// Their names and ids are in no table when they have no token. For any thread.
final class UserLookUp {
  private static final Duration WITHIN = Duration.ofSeconds(2);

  /// The bytes of the hash that names a subject: two names share none.
  private static final int HASH_BYTES = 16;

  private record Named(User user, Bus.Subscription subscription) {}

  private final Bus bus;
  private final UserSubjects users;
  private final Map<UUID, User> byId = new ConcurrentHashMap<>();
  private final Map<UserName, Named> byName = new ConcurrentHashMap<>();

  UserLookUp(Bus bus, UserSubjects users) {
    this.bus = bus;
    this.users = users;
    users.on(
        UserSubjects.Kind.WHO,
        (id, _, reply) -> {
          User user = byId.get(id);
          if (user != null) {
            reply.send(bytes(user));
          }
        });
  }

  private static Subject subject(UserName name) {
    byte[] hash = Sha256.of(name.folded().getBytes(UTF_8));
    return new Subject("n." + HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES)));
  }

  /// The first stream of a user has opened here. Another user may have had the name, whose last
  /// stream is about to end.
  void connected(User user) {
    byId.put(user.id(), user);
    byName.compute(
        user.name(),
        (name, before) -> {
          if (before != null) {
            before.subscription().close();
          }
          return new Named(
              user, bus.subscribe(subject(name), (_, reply) -> reply.send(bytes(user))));
        });
  }

  /// The last stream of a user has ended here.
  void disconnected(User user) {
    byId.remove(user.id());
    byName.computeIfPresent(
        user.name(),
        (_, named) -> {
          if (!named.user().id().equals(user.id())) {
            return named;
          }
          named.subscription().close();
          return null;
        });
  }

  CompletableFuture<Optional<User>> find(UserName name) {
    return bus.ask(subject(name), new byte[0], WITHIN).thenApply(UserLookUp::user);
  }

  CompletableFuture<Optional<User>> find(UUID user) {
    return users.ask(user, UserSubjects.Kind.WHO, new byte[0], WITHIN).thenApply(UserLookUp::user);
  }

  private static byte[] bytes(User user) {
    byte[] name = user.name().toString().getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FrameBytes.ID_BYTES + 1 + name.length);
    return FrameBytes.put(bytes, user.id()).put(FrameBytes.of(user.kind())).put(name).array();
  }

  private static Optional<User> user(Answer answer) {
    if (!(answer instanceof Answer.Replied(byte[] bytes))) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.wrap(bytes);
    UUID id = FrameBytes.id(content);
    Optional<UserKind> known = FrameBytes.kind(content);
    UserName name = UserName.stored(FrameBytes.text(content));
    return known.map(kind -> new User(id, name, kind));
  }
}
