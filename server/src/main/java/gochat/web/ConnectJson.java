package gochat.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import gochat.error.Failure;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Errors as the protocol Connect writes them. Stateless.
final class ConnectJson {
  private ConnectJson() {}

  /// The body of an error.
  static String error(Failure failure) {
    return toJson(failure).toString();
  }

  /// The last message of a stream.
  ///
  /// @param failure null for none
  static String end(@Nullable Failure failure) {
    JsonObject end = new JsonObject();
    if (failure != null) {
      end.add("error", toJson(failure));
    }
    return end.toString();
  }

  private static JsonObject toJson(Failure failure) {
    JsonArray details = new JsonArray();
    failure.status().getDetailsList().forEach(detail -> details.add(toJson(detail)));
    JsonObject error = new JsonObject();
    error.addProperty("code", name(failure.reason().code()));
    error.addProperty("message", failure.sentence());
    error.add("details", details);
    return error;
  }

  private static JsonObject toJson(Any detail) {
    String url = detail.getTypeUrl();
    // For people.
    JsonObject debug = JsonParser.parseString(Json.text(detail)).getAsJsonObject();
    debug.remove("@type");
    JsonObject json = new JsonObject();
    json.addProperty("type", url.substring(url.lastIndexOf('/') + 1));
    json.addProperty(
        "value",
        Base64.getEncoder().withoutPadding().encodeToString(detail.getValue().toByteArray()));
    json.add("debug", debug);
    return json;
  }

  private static String name(Code code) {
    return code == Code.CANCELLED ? "canceled" : code.name().toLowerCase(Locale.ROOT);
  }
}
