package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.v1.ServerFrame;
import java.util.List;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Messages as proto3 JSON.
final class Json {
  /// The types that an `Any` in a frame can have: the details of errors.
  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder()
          .add(BadRequest.getDescriptor())
          .add(ErrorInfo.getDescriptor())
          .add(RetryInfo.getDescriptor())
          .build();

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(DETAILS).omittingInsignificantWhitespace();

  private static final JsonFormat.Printer PRINTER_OF_DEFAULTS =
      PRINTER.alwaysPrintFieldsWithNoPresence();

  /// Unknown fields are ignored, because clients may be newer than the server.
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  /// For requests that people type.
  private static final JsonFormat.Parser STRICT_PARSER = JsonFormat.parser();

  /// Logs every text that is not a time, which may be private. It is held here because the logging
  /// library forgets unreferenced loggers.
  private static final Logger TIMES = Logger.getLogger("com.google.protobuf.util.Timestamps");

  static {
    TIMES.setFilter(_ -> false);
  }

  /// The place where the parser stopped. The rest of its message is a path, which grows with the
  /// text, and advice for programmers.
  private static final Pattern WHERE = Pattern.compile("at line \\d+ column \\d+");

  private static final int SHOWN_CODE_POINTS = 160;

  private Json() {}

  /// A message as UTF-8. Events, of which there are many, leave out default values; all other
  /// messages have them.
  static byte[] print(Message message) {
    boolean isEvent = message instanceof ServerFrame frame && frame.hasEvent();
    return (isEvent ? text(message) : textWithDefaults(message)).getBytes(UTF_8);
  }

  /// Without fields that have their default value.
  static String text(Message message) {
    return text(message, PRINTER);
  }

  /// With all fields that the message may have.
  static String textWithDefaults(Message message) {
    return text(message, PRINTER_OF_DEFAULTS);
  }

  private static String text(Message message, JsonFormat.Printer printer) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a detail of an unknown type", e);
    }
  }

  /// Reads `text` into `frame`.
  ///
  /// @throws InvalidProtocolBufferException when `text` is not JSON, or does not match the type
  static void parse(String text, Message.Builder frame) throws InvalidProtocolBufferException {
    PARSER.merge(text, frame);
  }

  /// Reads the text of a person into `request`.
  ///
  /// @throws Failure `INVALID_ARGUMENT`, for people
  static void parseStrictly(String text, Message.Builder request) {
    StrictJson.check(text, request.getDescriptorForType());
    try {
      STRICT_PARSER.merge(text, request);
    } catch (InvalidProtocolBufferException e) {
      throw Failure.of(Reason.BODY_INVALID, "The body does not match the request: " + sentence(e));
    }
  }

  /// Sets `field` to `values`, or adds them if it is repeated.
  ///
  /// @param values in the text form of any scalar, or of a type that JSON writes as text
  /// @return whether the field accepts them
  static boolean set(Message.Builder in, FieldDescriptor field, List<String> values) {
    JsonArray texts = new JsonArray();
    values.forEach(texts::add);
    JsonObject json = new JsonObject();
    json.add(field.getJsonName(), field.isRepeated() ? texts : texts.get(0));
    try {
      STRICT_PARSER.merge(json.toString(), in);
      // The parser accepts any number for an enum.
      return field.isRepeated()
          || !(in.getField(field) instanceof EnumValueDescriptor value)
          || value.getIndex() >= 0;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  /// A description of the error in one sentence, without the parser's details for programmers.
  static String sentence(InvalidProtocolBufferException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
    if (said.startsWith("Nesting limit")) {
      return malformed("it is nested too deeply", root);
    }
    if (WHERE.matcher(said).find()) {
      return malformed("it breaks off or is misspelt", root);
    }
    if (root instanceof NumberFormatException) {
      return "a value is no number";
    }
    said =
        said.replaceFirst("^Expect message object but got: ", "an object is expected instead of ");
    // The message may repeat the whole text.
    return said.codePointCount(0, said.length()) <= SHOWN_CODE_POINTS
        ? said
        : said.substring(0, said.offsetByCodePoints(0, SHOWN_CODE_POINTS)) + "…";
  }

  /// @param cause the parser's exception, which has the place
  static String malformed(String reason, Throwable cause) {
    Matcher where = WHERE.matcher(String.valueOf(cause.getMessage()));
    return "not one object of JSON: " + reason + (where.find() ? " (" + where.group() + ")" : "");
  }
}
