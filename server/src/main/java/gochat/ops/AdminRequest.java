package gochat.ops;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The one line that a caller sends: its command.
///
/// @param arguments those of `bin/server admin`
/// @param language as in `GOCHAT_LANG`
/// @param directory the caller's current directory
/// @param isTerminal whether the caller's output is a terminal
/// @param columns of the terminal if it shows UTF-8, otherwise 0
public record AdminRequest(
    List<String> arguments, String language, Path directory, boolean isTerminal, int columns) {
  public AdminRequest {
    arguments = List.copyOf(arguments);
  }

  String toJson() {
    JsonArray array = new JsonArray();
    arguments.forEach(array::add);
    JsonObject request = new JsonObject();
    request.add("arguments", array);
    request.addProperty("language", language);
    request.addProperty("directory", directory.toString());
    request.addProperty("terminal", isTerminal);
    request.addProperty("columns", columns);
    return request.toString();
  }

  /// @throws IOException when `line` is no request
  static AdminRequest parse(String line) throws IOException {
    try {
      JsonObject request = JsonParser.parseString(line).getAsJsonObject();
      return new AdminRequest(
          request.getAsJsonArray("arguments").asList().stream()
              .map(JsonElement::getAsString)
              .toList(),
          request.get("language").getAsString(),
          Path.of(request.get("directory").getAsString()),
          request.get("terminal").getAsBoolean(),
          // The program of an older build does not tell them.
          request.has("columns") ? request.get("columns").getAsInt() : 0);
    } catch (RuntimeException e) {
      // Gson has an exception for each way in which a value is not the expected one.
      throw new IOException("not a command: " + e.getMessage(), e);
    }
  }
}
