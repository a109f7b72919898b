package gochat.transfer;

import java.io.IOException;
import java.util.List;

/// Nothing was imported, because rooms of the export do not fit to those of this server.
public final class ImportRefused extends IOException {
  private final transient List<String> problems;

  /// @param problems at least one
  ImportRefused(List<String> problems) {
    super(problems.getFirst());
    this.problems = List.copyOf(problems);
  }

  /// A line each, for the operator.
  public List<String> problems() {
    return problems;
  }
}
