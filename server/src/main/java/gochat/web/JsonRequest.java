package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Values;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Builds a request from what HTTP spreads over a body of JSON, the path and the query. A field is
/// named as in JSON or as in the proto; what no field is named like is ignored, as old and new
/// clients mix. Not thread-safe.
final class JsonRequest {
  /// Bounded, as the caller's words are among those that it is looked for in.
  private static final Pattern EXCEPTION_CLASS =
      Pattern.compile("\\b(?:[a-z]{1,20}\\.){2,6}[A-Za-z]{1,60}Exception: ");

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private static final JsonFormat.Printer PRINTER = JsonFormat.printer();

  private final Message.Builder message;

  JsonRequest(Message prototype) {
    message = prototype.newBuilderForType();
  }

  Message build() {
    return message.build();
  }

  /// @throws StatusRuntimeException `INVALID_ARGUMENT`, for people
  void addBody(ByteBuffer json) {
    try {
      String text = UTF_8.newDecoder().decode(json).toString();
      if (!text.isBlank()) {
        PARSER.merge(text, message);
      }
    } catch (CharacterCodingException e) {
      throw invalid("the body is not UTF-8");
    } catch (InvalidProtocolBufferException e) {
      throw invalid(
          "the body is not the JSON of a "
              + message.getDescriptorForType().getFullName()
              + ": "
              + reason(e));
    }
  }

  /// Takes a parameter of the path, which wins over the body.
  ///
  /// @param name of the field, with those that it is in before it: `cursor.seq`
  /// @throws StatusRuntimeException `INVALID_ARGUMENT`, for people
  void addVariable(String name, String value) {
    Leaf leaf = find(name);
    if (leaf != null) {
      leaf.in.clearField(leaf.field);
      set(leaf, name, List.of(value));
    }
  }

  /// Takes a parameter of the query, with all its values.
  ///
  /// @throws StatusRuntimeException `INVALID_ARGUMENT`, for people
  void addParameter(String name, List<String> values) {
    Leaf leaf = find(name);
    if (leaf == null) {
      return;
    }
    boolean isOne = !leaf.field.isRepeated();
    boolean isSet = isOne && leaf.field.hasPresence() && leaf.in.hasField(leaf.field);
    if (isSet || (isOne && values.size() > 1)) {
      throw invalid(name + ": given more than once (expected: once)");
    }
    OneofDescriptor oneof = leaf.field.getContainingOneof();
    if (oneof != null && leaf.in.hasOneof(oneof)) {
      throw invalid(
          name
              + ": given together with "
              + leaf.in.getOneofFieldDescriptor(oneof).getName()
              + " (expected: one or the other)");
    }
    set(leaf, name, values);
  }

  private static void set(Leaf leaf, String name, List<String> values) {
    Value value =
        leaf.field.isRepeated()
            ? Values.of(values.stream().map(Values::of).toList())
            : Values.of(values.getFirst());
    Struct json = Struct.newBuilder().putFields(leaf.field.getJsonName(), value).build();
    try {
      // Proto3 JSON takes every scalar, and the well-known types that fit here, as a string.
      PARSER.merge(PRINTER.print(json), leaf.in);
    } catch (InvalidProtocolBufferException e) {
      throw invalid(
          name + ": " + String.join(", ", values) + " (expected: " + expected(leaf.field) + ")");
    }
  }

  /// A field and the message that it is in.
  private record Leaf(Message.Builder in, FieldDescriptor field) {}

  private @Nullable Leaf find(String name) {
    Message.Builder in = message;
    String[] names = name.split("\\.", -1);
    for (int i = 0; ; i++) {
      FieldDescriptor field = field(in.getDescriptorForType(), names[i]);
      if (field == null) {
        return null;
      }
      if (i == names.length - 1) {
        return new Leaf(in, field);
      }
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
        return null;
      }
      in = in.getFieldBuilder(field);
    }
  }

  private static @Nullable FieldDescriptor field(Descriptor type, String name) {
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

  private static String expected(FieldDescriptor field) {
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
            default -> "a " + field.getMessageType().getFullName() + ", in the body";
          };
    };
  }

  /// The parser's own words, without the names of its classes.
  private static String reason(InvalidProtocolBufferException e) {
    String words = String.valueOf(e.getMessage());
    return EXCEPTION_CLASS.matcher(words).replaceAll("").lines().findFirst().orElse("");
  }

  private static StatusRuntimeException invalid(String sentence) {
    return Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException();
  }
}
