package gochat.client.v1;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import java.util.Optional;

/// The machine-readable details of a failed request.
///
/// @param reason a stable name, such as `ROOM_AMBIGUOUS`; empty if there is none
/// @param field the invalid field of the request, such as `name`; empty if there is none
/// @param retryAfter the time after which another try may succeed; zero if there is none
public record ErrorDetails(String reason, String field, Duration retryAfter) {
  public static final ErrorDetails NONE = new ErrorDetails("", "", Duration.ZERO);

  static ErrorDetails of(Status error) {
    return new ErrorDetails(
        detail(error, ErrorInfo.class).map(ErrorInfo::getReason).orElse(""),
        detail(error, BadRequest.class)
            .filter(wrong -> wrong.getFieldViolationsCount() > 0)
            .map(wrong -> wrong.getFieldViolations(0).getField())
            .orElse(""),
        detail(error, RetryInfo.class)
            .map(info -> duration(info.getRetryDelay()))
            .orElse(Duration.ZERO));
  }

  /// The same time as a duration of Java.
  public static Duration duration(com.google.protobuf.Duration time) {
    return Duration.ofSeconds(time.getSeconds(), time.getNanos());
  }

  private static <M extends Message> Optional<M> detail(Status error, Class<M> type) {
    for (Any detail : error.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException ignored) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
