package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Frames as proto3 JSON.
final class Json {
  /// What an `Any` in a frame may hold: the details of errors.
  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder()
          .add(BadRequest.getDescriptor())
          .add(ErrorInfo.getDescriptor())
          .add(RetryInfo.getDescriptor())
          .build();

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(DETAILS).omittingInsignificantWhitespace();

  /// Old and new clients mix, so what is not known is passed over.
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private Json() {}

  /// A frame as UTF-8.
  static byte[] print(Message frame) {
    try {
      return PRINTER.print(frame).getBytes(UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a detail that no client could read", e);
    }
  }

  /// Appends a frame, in the framing of its stream.
  static void append(Message frame, TextFraming framing, ByteBuf out) {
    framing.append(Unpooled.wrappedBuffer(print(frame)), out);
  }

  /// Reads `text` into `frame`.
  ///
  /// @throws InvalidProtocolBufferException when it is no JSON, or does not fit
  static void parse(String text, Message.Builder frame) throws InvalidProtocolBufferException {
    PARSER.merge(text, frame);
  }

  /// What is wrong with a text, without the names of classes that the parser puts before it.
  static String sentence(InvalidProtocolBufferException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
