package gochat.terminal;

import java.util.ArrayList;
import java.util.List;

/// How the program ends.
///
/// @param complaints lines for standard error
record Outcome(int exitCode, List<String> complaints) {
  static final Outcome LEFT = new Outcome(0, List.of());

  static Outcome failed(String complaint) {
    return new Outcome(1, List.of(complaint));
  }

  Outcome withFailure(String complaint) {
    List<String> all = new ArrayList<>(complaints);
    all.add(complaint);
    return new Outcome(1, List.copyOf(all));
  }
}
