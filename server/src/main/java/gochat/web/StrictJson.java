package gochat.web;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks a text that a person has typed against the JSON of a message. It refuses, with the name
/// of the field, faults that protobuf's parser converts or ignores: text after the object, unknown
/// or repeated fields, and values of another type. Confined to one thread.
final class StrictJson {
  private final JsonReader reader;

  private StrictJson(String text) {
    reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
  }

  /// @throws Failure `INVALID_ARGUMENT`, for people
  static void check(String text, Descriptor type) {
    StrictJson json = new StrictJson(text);
    try {
      json.body(type);
    } catch (IOException e) {
      throw malformed("it breaks off or is misspelt", e);
    }
    try {
      // Throws for malformed text.
      var _ = json.reader.peek();
    } catch (IOException e) {
      throw malformed("there is text behind its end", e);
    }
  }

  private void body(Descriptor type) throws IOException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw Failure.of(
          Reason.BODY_INVALID,
          "The body is not one object of JSON (expected: a " + type.getFullName() + ").");
    }
    object("", type);
  }

  private void object(String path, Descriptor type) throws IOException {
    Set<FieldDescriptor> seen = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      FieldDescriptor field = JsonFields.find(type, name);
      if (field == null) {
        throw JsonFields.unknown(path + name, type);
      }
      if (!seen.add(field)) {
        throw Failure.invalid(path + name, path + name + ": given more than once (expected: once)");
      }
      field(path + name, field);
    }
    reader.endObject();
  }

  private void field(String path, FieldDescriptor field) throws IOException {
    if (reader.peek() == JsonToken.NULL) {
      // In proto3 JSON, null leaves the field unset.
      reader.nextNull();
    } else if (!field.isRepeated()) {
      value(path, field);
    } else if (reader.peek() == JsonToken.BEGIN_ARRAY) {
      reader.beginArray();
      for (int i = 0; reader.hasNext(); i++) {
        value(path + "[" + i + "]", field);
      }
      reader.endArray();
    } else {
      throw misfit(path, "an array, each entry " + JsonFields.expected(field));
    }
  }

  private void value(String path, FieldDescriptor field) throws IOException {
    JsonToken token = reader.peek();
    boolean fits =
        switch (field.getJavaType()) {
          case STRING, BYTE_STRING -> token == JsonToken.STRING;
          case BOOLEAN -> token == JsonToken.BOOLEAN;
          case INT, LONG, FLOAT, DOUBLE, ENUM ->
              token == JsonToken.NUMBER || token == JsonToken.STRING;
          case MESSAGE ->
              token
                  == (JsonFields.isText(field.getMessageType())
                      ? JsonToken.STRING
                      : JsonToken.BEGIN_OBJECT);
        };
    if (!fits) {
      throw misfit(path, JsonFields.expected(field));
    }
    if (token == JsonToken.BEGIN_OBJECT) {
      object(path + ".", field.getMessageType());
    } else if (token == JsonToken.BOOLEAN || field.getJavaType() == JavaType.STRING) {
      reader.skipValue();
    } else {
      scalar(path, field, reader.nextString());
    }
  }

  private static void scalar(String path, FieldDescriptor field, String text) {
    Message.Builder in = DynamicMessage.newBuilder(field.getContainingType());
    if (!Json.set(in, field, List.of(text))) {
      throw Failure.invalid(path, VisibleText.quoted(text), JsonFields.expected(field));
    }
  }

  private Failure misfit(String path, String expectation) throws IOException {
    String value =
        switch (reader.peek()) {
          case BEGIN_ARRAY -> "an array";
          case BEGIN_OBJECT -> "an object";
          case STRING -> VisibleText.quoted(reader.nextString());
          case NUMBER -> reader.nextString();
          case BOOLEAN -> Boolean.toString(reader.nextBoolean());
          case NULL -> "null";
          case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> "nothing";
        };
    return Failure.invalid(path, value, expectation);
  }

  private static Failure malformed(String reason, IOException cause) {
    return Failure.of(Reason.BODY_INVALID, "The body is " + Json.malformed(reason, cause) + ".");
  }
}
