package gochat.ops;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;

/// A line that the server answers to an [AdminRequest]: a piece of the command's output or, as the
/// last line, its exit code.
sealed interface AdminReply {
  /// @param text for the standard output
  record Out(String text) implements AdminReply {}

  /// @param text for the standard error stream
  record Err(String text) implements AdminReply {}

  /// @param code an [ExitCode]
  record Exit(int code) implements AdminReply {}

  default String toJson() {
    JsonObject reply = new JsonObject();
    switch (this) {
      case Out(String text) -> reply.addProperty("out", text);
      case Err(String text) -> reply.addProperty("err", text);
      case Exit(int code) -> reply.addProperty("exit", code);
    }
    return reply.toString();
  }

  /// @throws IOException when `line` is no reply
  static AdminReply parse(String line) throws IOException {
    try {
      JsonObject reply = JsonParser.parseString(line).getAsJsonObject();
      return reply.has("out")
          ? new Out(reply.get("out").getAsString())
          : reply.has("err")
              ? new Err(reply.get("err").getAsString())
              : new Exit(reply.get("exit").getAsInt());
    } catch (RuntimeException e) {
      // Gson has an exception for each way in which a value is not the expected one.
      throw new IOException("not an answer: " + e.getMessage(), e);
    }
  }
}
