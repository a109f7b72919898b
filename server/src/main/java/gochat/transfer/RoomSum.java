package gochat.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.hash.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The sum of a room, by which two stores are compared: stores with the same room have the same
/// sum.
///
/// @param events the number of events that are kept
/// @param head the seq of the last event
/// @param sha256 of the lines that an export has for the room and its events, in hexadecimal digits
public record RoomSum(long events, long head, String sha256) {
  @Override
  public String toString() {
    return events + " events, head " + head + ", SHA-256 " + sha256;
  }

  /// Adds up the lines of a room.
  static final class Adder {
    private final MessageDigest digest = Sha256.digest();
    private long events;
    private long head;

    /// @param room the first line
    Adder(ExportLine.Room room) {
      add(room.toJson());
      head = room.beginning().state().head();
    }

    void add(ExportLine.Event event) {
      add(event.toJson());
      events++;
      head = event.stored().seq();
    }

    private void add(String line) {
      digest.update((line + "\n").getBytes(UTF_8));
    }

    /// The seq of the last event so far.
    long head() {
      return head;
    }

    RoomSum sum() {
      return new RoomSum(events, head, HexFormat.of().formatHex(digest.digest()));
    }
  }
}
