package gochat.bench;

/// Where results go: one JSON line to standard output, the same for people to standard error.
final class Reports {
  private Reports() {}

  /// @return the exit code
  static int print(LoadReport report) {
    System.err.println(report.text());
    System.out.println(report.json());
    return report.passed() ? 0 : 1;
  }
}
