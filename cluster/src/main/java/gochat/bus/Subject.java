package gochat.bus;

import java.util.regex.Pattern;

/// The topic of messages, such as `r.42`. Nodes subscribe to subjects.
///
/// @param name 1 to 100 of the characters `A–Z a–z 0–9 _ -`, in parts with dots between them
public record Subject(String name) {
  private static final int CHARS_MAX = 100;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  public Subject {
    if (name.length() > CHARS_MAX || !FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "subject: \"%s\" (expected: 1 to %d of A-Z a-z 0-9 _ -, in parts with dots between)"
              .formatted(name, CHARS_MAX));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
