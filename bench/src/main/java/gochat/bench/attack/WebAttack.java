package gochat.bench.attack;

import java.util.Set;

/// An attack on what only the web port serves.
abstract class WebAttack extends Attack {
  WebAttack(Defence defence, String sentence) {
    super(defence, sentence);
  }

  @Override
  public final Set<Port> ports() {
    return Set.of(Port.WEB);
  }
}
