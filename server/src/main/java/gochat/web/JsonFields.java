package gochat.web;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import gochat.error.Failure;
import gochat.error.VisibleText;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The names and values of fields in requests that people type. Stateless.
final class JsonFields {
  private JsonFields() {}

  /// The field with this name in JSON or in the proto; null for none.
  static @Nullable FieldDescriptor find(Descriptor type, String name) {
    FieldDescriptor named = type.findFieldByName(name);
    if (named != null) {
      return named;
    }
    for (FieldDescriptor field : type.getFields()) {
      if (field.getJsonName().equals(name)) {
        return field;
      }
    }
    return null;
  }

  static Failure unknown(String path, Descriptor type) {
    String name = VisibleText.quoted(path);
    return Failure.invalid(path, "There is no field " + name + " (expected: " + names(type) + ").");
  }

  /// The names of all fields of `type`, for people.
  private static String names(Descriptor type) {
    return type.getFields().stream()
        .map(FieldDescriptor::getJsonName)
        .collect(Collectors.joining(", "));
  }

  /// A description of the values of `field`, for users.
  static String expected(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> "an integer of 32 bits";
      case LONG -> "an integer of 64 bits";
      case FLOAT, DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "text";
      case BYTE_STRING -> "base64";
      case ENUM ->
          field.getEnumType().getValues().stream()
              .map(EnumValueDescriptor::getName)
              .collect(Collectors.joining(" | "));
      case MESSAGE ->
          switch (field.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp" -> "a time such as 2026-01-31T23:59:59Z";
            case "google.protobuf.Duration" -> "a duration such as 1.5s";
            default -> "an object, in the body: " + names(field.getMessageType());
          };
    };
  }

  /// Whether JSON writes a message of this type as text.
  static boolean isText(Descriptor type) {
    return switch (type.getFullName()) {
      case "google.protobuf.Timestamp", "google.protobuf.Duration" -> true;
      default -> false;
    };
  }
}
