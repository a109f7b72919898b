package gochat.limit;

/// The unit of a limit.
public enum Unit {
  COUNT(""),
  BYTES("bytes"),
  CODE_POINTS("characters"),
  MILLISECONDS("ms"),
  SECONDS("s"),
  PER_SECOND("a second"),
  BYTES_PER_SECOND("bytes a second");

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  /// The text after a number, empty for a plain count.
  public String text() {
    return text;
  }
}
