package gochat.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A document of OpenAPI as one page for people, without a script. Not thread-safe.
final class ApiPage {
  private static final String SCHEMAS = "#/components/schemas/";

  private final StringBuilder html = new StringBuilder();

  private ApiPage() {}

  static String html(JsonObject document) {
    ApiPage page = new ApiPage();
    page.write(document);
    return page.html.toString();
  }

  private void write(JsonObject document) {
    JsonObject info = document.getAsJsonObject("info");
    html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    html.append("<title>GoChat: the v1 API</title>\n");
    html.append("<link rel=\"stylesheet\" href=\"docs.css\">\n<main>\n");
    element("h1", "GoChat: the v1 API");
    element("p", text(info, "description"));
    html.append("<p><a href=\"v1/openapi.json\">OpenAPI 3.1</a></p>\n");
    operations(document.getAsJsonObject("paths"))
        .forEach((tag, ofTag) -> {
          element("h2", tag);
          ofTag.forEach(this::operation);
        });
    element("h2", "Types");
    document
        .getAsJsonObject("components")
        .getAsJsonObject("schemas")
        .entrySet()
        .forEach(schema -> type(schema.getKey(), schema.getValue().getAsJsonObject()));
    html.append("</main>\n</html>\n");
  }

  /// The operations of each tag, by method and path.
  private static Map<String, Map<String, JsonObject>> operations(JsonObject paths) {
    Map<String, Map<String, JsonObject>> byTag = new TreeMap<>();
    for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
      for (Map.Entry<String, JsonElement> verb : path.getValue().getAsJsonObject().entrySet()) {
        JsonObject operation = verb.getValue().getAsJsonObject();
        byTag
            .computeIfAbsent(
                operation.getAsJsonArray("tags").get(0).getAsString(), _ -> new TreeMap<>())
            .put(path.getKey() + " " + verb.getKey().toUpperCase(Locale.ROOT), operation);
      }
    }
    return byTag;
  }

  private void operation(String name, JsonObject operation) {
    int space = name.indexOf(' ');
    html.append("<section>\n");
    element("h3", name.substring(space + 1) + " " + name.substring(0, space));
    element("p", text(operation, "description"));
    if (operation.getAsJsonArray("security").isEmpty()) {
      element("p", "Needs no token.");
    }
    html.append("<table>\n");
    for (JsonElement element : operation.getAsJsonArray("parameters")) {
      JsonObject parameter = element.getAsJsonObject();
      row(text(parameter, "name"), parameter.getAsJsonObject("schema"), text(parameter, "in"));
      description(parameter);
    }
    JsonObject body = operation.getAsJsonObject("requestBody");
    if (body != null) {
      properties(schema(body), "body");
    }
    JsonObject answer = operation.getAsJsonObject("responses").getAsJsonObject("200");
    row("", schema(answer), "answer");
    html.append("<td></tr>\n</table>\n</section>\n");
  }

  private static JsonObject schema(JsonObject holder) {
    JsonObject content = holder.getAsJsonObject("content");
    String type = content.keySet().iterator().next();
    return content.getAsJsonObject(type).getAsJsonObject("schema");
  }

  private void type(String name, JsonObject schema) {
    html.append("<section id=\"").append(escaped(name)).append("\">\n");
    element("h3", name);
    element("p", text(schema, "description"));
    if (schema.has("enum")) {
      schema.getAsJsonArray("enum").forEach(value -> element("code", value.getAsString()));
    } else {
      html.append("<table>\n");
      properties(schema, "");
      html.append("</table>\n");
    }
    html.append("</section>\n");
  }

  private void properties(JsonObject schema, String where) {
    for (Map.Entry<String, JsonElement> property :
        schema.getAsJsonObject("properties").entrySet()) {
      JsonObject of = property.getValue().getAsJsonObject();
      row(property.getKey(), of, where);
      description(of);
    }
  }

  private void row(String name, JsonObject schema, String where) {
    html.append("<tr><td><code>").append(escaped(name)).append("</code><td>");
    html.append(escaped(where)).append("<td>");
    typeName(schema);
  }

  private void typeName(JsonObject schema) {
    if (schema.has("items")) {
      html.append("array of ");
      typeName(schema.getAsJsonObject("items"));
    } else if (schema.has("$ref")) {
      String name = escaped(text(schema, "$ref").substring(SCHEMAS.length()));
      html.append("<a href=\"#").append(name).append("\">").append(name).append("</a>");
    } else {
      String format = text(schema, "format");
      html.append(escaped(text(schema, "type") + (format.isEmpty() ? "" : " (" + format + ")")));
    }
  }

  private void description(JsonObject of) {
    html.append("<td>").append(escaped(text(of, "description"))).append("</tr>\n");
  }

  private void element(String name, String text) {
    if (!text.isEmpty()) {
      html.append('<').append(name).append('>').append(escaped(text));
      html.append("</").append(name).append(">\n");
    }
  }

  private static String text(JsonObject in, String name) {
    @Nullable JsonElement value = in.get(name);
    return value == null ? "" : value.getAsString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
