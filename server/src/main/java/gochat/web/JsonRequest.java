package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.stream.Collectors;

/// Builds a request from a body of JSON, the path and the query. Fields have their names in JSON or
/// in the proto. An unknown name is refused: people type requests, and a misspelt field would be
/// ignored without notice. Not thread-safe.
final class JsonRequest {
  private final Message.Builder message;

  JsonRequest(Message prototype) {
    message = prototype.newBuilderForType();
  }

  Message build() {
    return message.build();
  }

  /// @throws Failure `INVALID_ARGUMENT`, for people
  void addBody(ByteBuffer json) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw Failure.of(Reason.BODY_INVALID, "The body is not UTF-8.");
    }
    if (!text.isBlank()) {
      Json.parseStrictly(text, message);
    }
  }

  /// Takes a variable of the path, which the body may repeat.
  ///
  /// @param name the path of the field, such as `cursor.seq`
  /// @throws Failure `INVALID_ARGUMENT`, for people
  void addVariable(String name, String value) {
    Leaf leaf = find(name);
    Object before = leaf.in.getField(leaf.field);
    leaf.in.clearField(leaf.field);
    set(leaf, name, List.of(value));
    boolean wasGiven = !before.equals(leaf.field.getDefaultValue());
    if (wasGiven && !before.equals(leaf.in.getField(leaf.field))) {
      throw Failure.invalid(
          name,
          VisibleText.quoted(String.valueOf(before)) + " in the body",
          VisibleText.quoted(value) + ", as in the path, or nothing");
    }
  }

  /// Takes a parameter of the query, with all its values.
  ///
  /// @throws Failure `INVALID_ARGUMENT`, for people
  void addParameter(String name, List<String> values) {
    Leaf leaf = find(name);
    boolean isOne = !leaf.field.isRepeated();
    boolean isSet = isOne && leaf.field.hasPresence() && leaf.in.hasField(leaf.field);
    if (isSet || (isOne && values.size() > 1)) {
      throw Failure.invalid(name, name + ": given more than once (expected: once)");
    }
    OneofDescriptor oneof = leaf.field.getContainingOneof();
    if (oneof != null && leaf.in.hasOneof(oneof)) {
      throw Failure.invalid(
          name,
          name
              + ": given together with "
              + leaf.in.getOneofFieldDescriptor(oneof).getJsonName()
              + " (expected: one or the other)");
    }
    set(leaf, name, values);
  }

  private static void set(Leaf leaf, String name, List<String> values) {
    if (CursorText.isFor(leaf.field)) {
      values.forEach(value -> leaf.in.addRepeatedField(leaf.field, CursorText.parse(name, value)));
      return;
    }
    // Proto3 JSON accepts strings for all scalars and for the well-known types of the API.
    if (!Json.set(leaf.in, leaf.field, values)) {
      String shown = values.stream().map(VisibleText::quoted).collect(Collectors.joining(", "));
      throw Failure.invalid(name, shown, JsonFields.expected(leaf.field));
    }
  }

  /// A field and the message that it is in.
  private record Leaf(Message.Builder in, FieldDescriptor field) {}

  private Leaf find(String name) {
    Message.Builder in = message;
    String[] names = name.split("\\.", -1);
    for (int i = 0; ; i++) {
      FieldDescriptor field = JsonFields.find(in.getDescriptorForType(), names[i]);
      if (field == null) {
        throw JsonFields.unknown(name, in.getDescriptorForType());
      }
      if (i == names.length - 1) {
        return new Leaf(in, field);
      }
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
        throw JsonFields.unknown(name, message.getDescriptorForType());
      }
      in = in.getFieldBuilder(field);
    }
  }
}
