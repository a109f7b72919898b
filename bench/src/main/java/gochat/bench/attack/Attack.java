package gochat.bench.attack;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One way to do a server harm. Stateless: all that an attack in progress has belongs to its
/// [Attacker].
public abstract class Attack {
  /// Twice what a server without an attack holds, and what it keeps for the next passwords, two at
  /// once, for some seconds after the last one.
  private static final long HEAP_BYTES_MAX = (48L + 2 * 19) << 20;

  private final Defence defence;
  private final String sentence;

  /// @param defence what the server is expected to do
  /// @param sentence the same in words
  Attack(Defence defence, String sentence) {
    this.defence = defence;
    this.sentence = sentence;
  }

  /// In words, such as `rapid reset` for `RapidReset`.
  public final String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /// What the server does, for people.
  public final String sentence() {
    return sentence;
  }

  /// What the server is expected to do.
  public final Defence defence() {
    return defence;
  }

  /// What the server's heap may hold after a full collection while the attacker's connections are
  /// open, with all that it holds for its other clients.
  public long heapBytesMax() {
    return HEAP_BYTES_MAX;
  }

  /// Where the attack can be made.
  public Set<Port> ports() {
    return EnumSet.allOf(Port.class);
  }

  /// Whether it is an attack on TLS itself.
  public boolean needsTls() {
    return false;
  }

  /// Where the attack can be made, once for each port, with TLS or without as `random` draws it.
  public final List<Attacker.Way> drawWays(AttackTarget target, RandomGenerator random) {
    return ports().stream()
        .sorted()
        .map(port -> new Attacker.Way(target, port, random.nextBoolean() || needsTls()))
        .toList();
  }

  /// Makes what [#strike] needs and what is no part of the attack, such as an account.
  public void prepare(Attacker attacker) throws IOException, InterruptedException {}

  /// Attacks once, to the end: until the server has done something about it, or everything was
  /// written and the server has served it. What the server holds stays open until the attacker is
  /// closed.
  ///
  /// @return what the server did
  /// @throws IOException the attack could not be made, which says nothing of the server's defence
  public abstract Result strike(Attacker attacker) throws IOException, InterruptedException;
}
