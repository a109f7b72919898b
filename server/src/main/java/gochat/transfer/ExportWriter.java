package gochat.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.hash.Sha256;
import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Writes the lines of an export. For one thread.
final class ExportWriter {
  private final Writer out;
  private final MessageDigest digest = Sha256.digest();
  private long rooms;
  private long events;

  ExportWriter(Writer out) {
    this.out = out;
  }

  void write(ExportLine line) throws IOException {
    if (line instanceof ExportLine.Room) {
      rooms++;
    } else if (line instanceof ExportLine.Event) {
      events++;
    }
    String text = line.toJson() + "\n";
    digest.update(text.getBytes(UTF_8));
    out.write(text);
  }

  /// Writes the last line.
  ExportLine.End end() throws IOException {
    String sha256 = HexFormat.of().formatHex(digest.digest());
    ExportLine.End end = new ExportLine.End(rooms, events, sha256);
    out.write(end.toJson() + "\n");
    return end;
  }
}
