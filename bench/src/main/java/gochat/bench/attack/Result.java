package gochat.bench.attack;

/// What came of an attack.
///
/// @param detail the server's own words or code, or counts; empty when there is none
public record Result(Defence defence, String detail) {
  Result(Defence defence) {
    this(defence, "");
  }
}
