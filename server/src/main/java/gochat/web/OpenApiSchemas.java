package gochat.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.rpc.Status;
import java.util.Set;
import java.util.TreeMap;

/// The schemas of messages in proto3 JSON, for a document of OpenAPI. Not thread-safe.
final class OpenApiSchemas {
  private static final String ERROR = "Error";
  private static final String REFERENCE = "#/components/schemas/";

  private final ProtoComments comments;
  private final TreeMap<String, JsonObject> schemas = new TreeMap<>();

  OpenApiSchemas(ProtoComments comments) {
    this.comments = comments;
  }

  /// All schemas that a reference was made to, by name.
  JsonObject all() {
    JsonObject all = new JsonObject();
    schemas.forEach(all::add);
    return all;
  }

  /// A reference to the schema of `type`.
  JsonObject reference(Descriptor type) {
    String name = type.getName();
    if (!schemas.containsKey(name)) {
      // A message may contain itself.
      schemas.put(name, new JsonObject());
      schemas.put(name, described(type, object(type, Set.of())));
    }
    return reference(name);
  }

  private static JsonObject reference(String name) {
    JsonObject reference = new JsonObject();
    reference.addProperty("$ref", REFERENCE + name);
    return reference;
  }

  /// A reference to the schema of errors.
  JsonObject error() {
    if (!schemas.containsKey(ERROR)) {
      JsonObject error = object(Status.getDescriptor(), Set.of());
      error
          .getAsJsonObject("properties")
          .add("status", described("The name of the code.", ofType("string")));
      schemas.put(ERROR, error);
    }
    return reference(ERROR);
  }

  /// The schema of a message without some of its fields.
  JsonObject object(Descriptor type, Set<FieldDescriptor> without) {
    JsonObject properties = new JsonObject();
    for (FieldDescriptor field : type.getFields()) {
      if (!without.contains(field)) {
        properties.add(field.getJsonName(), ofField(field));
      }
    }
    JsonObject object = ofType("object");
    object.add("properties", properties);
    return object;
  }

  /// The schema of a field, with its description.
  JsonObject ofField(FieldDescriptor field) {
    return ofField(field, ofValue(field));
  }

  /// The same for a variable of a path or a parameter of a query, where messages are texts.
  JsonObject ofParameter(FieldDescriptor field) {
    boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    return ofField(
        field,
        isMessage && !JsonFields.isText(field.getMessageType())
            ? ofType("string")
            : ofValue(field));
  }

  private JsonObject ofField(FieldDescriptor field, JsonObject value) {
    if (field.isRepeated()) {
      JsonObject array = ofType("array");
      array.add("items", value);
      value = array;
    }
    OneofDescriptor oneof = field.getRealContainingOneof();
    String comment = comments.of(field);
    String note = oneof == null ? "" : "At most one field of \"%s\".".formatted(oneof.getName());
    return described((comment + " " + note).strip(), value);
  }

  private JsonObject ofValue(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> ofType("integer", "int32");
      // JavaScript's numbers have 53 bits.
      case LONG -> ofType("string", "int64");
      case FLOAT, DOUBLE -> ofType("number");
      case BOOLEAN -> ofType("boolean");
      case STRING -> ofType("string");
      case BYTE_STRING -> ofType("string", "byte");
      case ENUM -> reference(field.getEnumType());
      case MESSAGE ->
          switch (field.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp" -> ofType("string", "date-time");
            case "google.protobuf.Duration" -> ofType("string", "duration");
            case "google.protobuf.Any" -> ofType("object");
            default -> reference(field.getMessageType());
          };
    };
  }

  private JsonObject reference(EnumDescriptor type) {
    JsonArray names = new JsonArray();
    StringBuilder description = new StringBuilder(comments.of(type));
    for (EnumValueDescriptor value : type.getValues()) {
      names.add(value.getName());
      if (!comments.of(value).isEmpty()) {
        description.append(" %s: %s".formatted(value.getName(), comments.of(value)));
      }
    }
    JsonObject schema = ofType("string");
    schema.add("enum", names);
    schemas.putIfAbsent(type.getName(), described(description.toString().strip(), schema));
    return reference(type.getName());
  }

  private JsonObject described(GenericDescriptor type, JsonObject schema) {
    return described(comments.of(type), schema);
  }

  static JsonObject described(String description, JsonObject schema) {
    if (!description.isEmpty()) {
      schema.addProperty("description", description);
    }
    return schema;
  }

  static JsonObject ofType(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  private static JsonObject ofType(String type, String format) {
    JsonObject schema = ofType(type);
    schema.addProperty("format", format);
    return schema;
  }
}
