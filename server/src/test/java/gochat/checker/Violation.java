package gochat.checker;

/// Something that must not be.
///
/// @param invariant its number in the contract: see [Invariant]
/// @param sentence what was seen
public record Violation(Invariant invariant, String sentence) {
  @Override
  public String toString() {
    return "%s (%s): %s".formatted(invariant, invariant.promise(), sentence);
  }
}
