package gochat.bench.attack;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/// One kind of attack on a server. Stateless: the state of a running attack belongs to its
/// [Attacker].
public abstract class Attack {
  /// Twice the heap of a server without an attack, plus the memory for two passwords at once, which
  /// the server keeps for some seconds after the last one.
  private static final long HEAP_BYTES_MAX = (48L + 2 * 19) << 20;

  private final Defence defence;
  private final String sentence;

  /// @param defence the expected reaction of the server
  /// @param sentence the same as a sentence for people
  Attack(Defence defence, String sentence) {
    this.defence = defence;
    this.sentence = sentence;
  }

  /// The name in words, such as `rapid resets` for `RapidResets`.
  public final String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /// The server's reaction, for people.
  public final String sentence() {
    return sentence;
  }

  /// The expected reaction of the server.
  public final Defence defence() {
    return defence;
  }

  /// The greatest heap of the server after a full collection while the attacker's connections are
  /// open, its other clients included.
  public long heapBytesMax() {
    return HEAP_BYTES_MAX;
  }

  /// The ports that can be attacked.
  public Set<Port> ports() {
    return EnumSet.allOf(Port.class);
  }

  /// Whether it is an attack on TLS itself.
  public boolean needsTls() {
    return false;
  }

  /// The targets of the attack, one for each port; `random` decides about TLS.
  public final List<Attacker.Way> drawWays(AttackTarget target, RandomGenerator random) {
    return ports().stream()
        .sorted()
        .map(port -> new Attacker.Way(target, port, random.nextBoolean() || needsTls()))
        .toList();
  }

  /// Prepares what [#strike] needs and is not part of the attack, such as an account.
  public void prepare(Attacker attacker) throws IOException, InterruptedException {}

  /// Attacks once, to the end: until the server has reacted, or has served all requests. The
  /// connections that the server holds stay open until the attacker is closed.
  ///
  /// @return the server's reaction
  /// @throws IOException the attack could not be made, which says nothing about the defence
  public abstract Result strike(Attacker attacker) throws IOException, InterruptedException;
}
