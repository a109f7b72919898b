package gochat.bench.attack;

/// The outcome of an attack.
///
/// @param detail the server's sentence or code, or counts; may be empty
public record Result(Defence defence, String detail) {
  Result(Defence defence) {
    this(defence, "");
  }
}
