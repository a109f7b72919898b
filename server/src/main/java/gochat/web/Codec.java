package gochat.web;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.Reason;
import java.nio.ByteBuffer;

/// The encoding of one message in a request or a response.
enum Codec {
  PROTO {
    @Override
    byte[] print(Message message) {
      return message.toByteArray();
    }

    @Override
    Message parse(byte[] bytes, Message prototype) {
      try {
        return prototype.getParserForType().parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw Failure.of(
            Reason.BODY_INVALID,
            "The message can't be decoded (expected: a %s)."
                .formatted(prototype.getDescriptorForType().getFullName()));
      }
    }
  },
  /// Proto3 JSON without line breaks, in UTF-8. Requests are parsed strictly: see [JsonRequest].
  JSON {
    @Override
    byte[] print(Message message) {
      return Json.print(message);
    }

    @Override
    Message parse(byte[] bytes, Message prototype) {
      JsonRequest request = new JsonRequest(prototype);
      request.addBody(ByteBuffer.wrap(bytes));
      return request.build();
    }
  };

  abstract byte[] print(Message message);

  /// Reads a request.
  ///
  /// @param prototype of the type of the request
  /// @throws Failure when the bytes are no such request
  abstract Message parse(byte[] bytes, Message prototype);
}
