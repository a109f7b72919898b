package gochat.bench;

/// Writes results: one JSON line to standard output, the same for people to standard error.
final class Reports {
  private Reports() {}

  /// @return the exit code
  static int print(LoadReport report) {
    return print(report, report.json());
  }

  /// @param line of the report, with further fields
  /// @return the exit code
  static int print(LoadReport report, JsonLine line) {
    System.err.println(report.text());
    System.out.println(line);
    return report.passed() ? 0 : 1;
  }
}
