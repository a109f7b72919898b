package gochat.bench.attack;

import java.util.Set;

/// An attack on the web port only.
abstract class WebAttack extends Attack {
  WebAttack(Defence defence, String sentence) {
    super(defence, sentence);
  }

  @Override
  public final Set<Port> ports() {
    return Set.of(Port.WEB);
  }
}
