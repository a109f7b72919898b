package gochat.web;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.OptionalLong;

/// A gRPC status in the body of an HTTP response: `google.rpc.Status` in proto3 JSON, with the
/// code's name as `status` beside its number. Stateless.
final class StatusJson {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .usingTypeRegistry(
              JsonFormat.TypeRegistry.newBuilder()
                  .add(ErrorDetailsProto.getDescriptor().getMessageTypes())
                  .build());

  private StatusJson() {}

  /// @param trailers may have details
  static String of(Status status, Metadata trailers) {
    com.google.rpc.Status told = StatusProto.fromStatusAndTrailers(status, trailers);
    String json;
    try {
      json = PRINTER.print(told);
    } catch (InvalidProtocolBufferException e) {
      json = withoutDetails(told);
    }
    return "{\"status\":\"" + status.getCode() + "\"," + json.substring(1);
  }

  /// A detail of an unknown type can't be printed, so all details are left out.
  private static String withoutDetails(com.google.rpc.Status told) {
    try {
      return PRINTER.print(told.toBuilder().clearDetails());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a status without details can't be printed", e);
    }
  }

  /// The time after which the client may try again, in seconds; empty when the details have none.
  static OptionalLong retryAfterSeconds(Status status, Metadata trailers) {
    for (Any detail : StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        try {
          long millis = Durations.toMillis(detail.unpack(RetryInfo.class).getRetryDelay());
          return OptionalLong.of(Math.ceilDiv(millis, 1_000));
        } catch (InvalidProtocolBufferException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }
}
