package gochat.api;

import java.util.Comparator;
import java.util.UUID;

/// The place of a thing in a list that has the order of creation, for a [PageToken].
record CreationPlace(long createdMs, UUID id) implements Comparable<CreationPlace> {
  static CreationPlace parse(String text) {
    String[] parts = text.split(" ", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("no place");
    }
    return new CreationPlace(PageToken.position(parts[0]), UUID.fromString(parts[1]));
  }

  @Override
  public int compareTo(CreationPlace other) {
    return Comparator.comparingLong(CreationPlace::createdMs)
        .thenComparing(CreationPlace::id)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return createdMs + " " + id;
  }
}
