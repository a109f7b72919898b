package gochat.terminal.pipe;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.text.Entry;
import gochat.terminal.text.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;

/// Standard output: lines of UTF-8 in every locale. Used by one thread at a time.
public final class Output {
  private static final int FILE_TYPE_MASK = 0170000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  private final OutputStream out;

  Output(OutputStream unbuffered) {
    out = new BufferedOutputStream(unbuffered, 1 << 16);
  }

  /// @param text safe to show, without a line break at its end
  void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  void entry(Entry entry) throws IOException {
    line(entry.unwrapped());
  }

  /// A message of the API as proto3 JSON, in one line.
  void json(Message message) throws IOException {
    line(Json.of(message));
  }

  /// A JSON object of several messages of the API.
  void jsonOf(SequencedMap<String, Message> parts) throws IOException {
    StringBuilder line = new StringBuilder("{");
    for (Map.Entry<String, Message> part : parts.entrySet()) {
      line.append(line.length() == 1 ? "" : ",")
          .append('"')
          .append(part.getKey())
          .append("\":")
          .append(Json.of(part.getValue()));
    }
    line(line.append('}').toString());
  }

  void flush() throws IOException {
    out.flush();
  }

  /// Reports on standard error that the output cannot be written, unless its reader has closed it.
  ///
  /// @return the exit code of the program
  public static int lost(Texts texts, PrintStream err) {
    if (isPipe()) {
      return ExitCode.OUTPUT_CLOSED.number();
    }
    err.println(texts.of(CommandContext.TEXTS).get("output.lost"));
    return ExitCode.FAILED.number();
  }

  /// Whether standard output is a pipe to another program, which may close it.
  static boolean isPipe() {
    try {
      int mode = (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & FILE_TYPE_MASK;
      return mode == FIFO || mode == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  /// A class of its own, because the JSON printer takes a while to load.
  private static final class Json {
    private static final JsonFormat.Printer PRINTER =
        JsonFormat.printer().omittingInsignificantWhitespace();

    static String of(Message message) throws InvalidProtocolBufferException {
      String json = PRINTER.print(message);
      StringBuilder safe = new StringBuilder(json.length() + 16);
      json.codePoints()
          .forEach(c -> {
            if (isActive(c)) {
              for (char unit : Character.toChars(c)) {
                safe.append("\\u%04x".formatted((int) unit));
              }
            } else {
              safe.appendCodePoint(c);
            }
          });
      return safe.toString();
    }

    /// Whether the character controls a terminal or separates lines. JSON allows it unescaped, and
    /// it occurs only in strings.
    private static boolean isActive(int c) {
      return switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR,
            Character.SURROGATE ->
            true;
        default -> false;
      };
    }
  }
}
