package gochat.client.v1;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.Status;

/// Which field of a request a server does not take.
final class WrongField {
  private WrongField() {}

  /// The first field that `error` complains of; empty when it complains of none.
  static String in(Status error) {
    for (Any detail : error.getDetailsList()) {
      if (detail.is(BadRequest.class)) {
        try {
          BadRequest violations = detail.unpack(BadRequest.class);
          return violations.getFieldViolationsCount() == 0
              ? ""
              : violations.getFieldViolations(0).getField();
        } catch (InvalidProtocolBufferException _) {
          return "";
        }
      }
    }
    return "";
  }
}
