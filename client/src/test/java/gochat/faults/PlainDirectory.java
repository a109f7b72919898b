package gochat.faults;

import gochat.faults.Fault.Outcome;
import java.util.List;

/// A server on this machine, which is killed.
final class PlainDirectory implements Site {
  @Override
  public List<Fault<Outcome>> faults() {
    return List.of(new Fault<>("kill", "`kill -9`", Outcome.ENDS, () -> {}, () -> {}));
  }

  @Override
  public void close() {}
}
