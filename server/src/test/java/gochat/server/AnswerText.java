package gochat.server;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.v1.Refusal;
import gochat.v1.ServerFrame;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Describes answers in the same words, whichever door they came through.
final class AnswerText {
  private static final TypeRegistry DETAILS =
      TypeRegistry.newBuilder()
          .add(BadRequest.getDescriptor())
          .add(ErrorInfo.getDescriptor())
          .add(RetryInfo.getDescriptor())
          .build();
  static final JsonFormat.Parser PARSER =
      JsonFormat.parser().usingTypeRegistry(DETAILS).ignoringUnknownFields();

  /// The refusal in a body, which has a measure in it, which has users.
  private static final Pattern REFUSAL =
      Pattern.compile("\"refusal\":(\\{(?:[^{}]|\\{(?:[^{}]|\\{[^{}]*})*})*})");

  private AnswerText() {}

  static Message parse(String json, Message prototype) throws InvalidProtocolBufferException {
    Message.Builder message = prototype.newBuilderForType();
    PARSER.merge(json, message);
    return message.build();
  }

  static String of(HttpResponse<String> answer) throws InvalidProtocolBufferException {
    String allowed =
        answer.headers().firstValue("allow").map(methods -> " [allow: " + methods + "]").orElse("");
    return of(answer.statusCode(), answer.body(), allowed);
  }

  static String of(int http, String body, String more) throws InvalidProtocolBufferException {
    Status status = (Status) parse(body.isBlank() ? "{}" : body, Status.getDefaultInstance());
    String described;
    if (status.getCode() != 0) {
      described = of(status);
    } else {
      // All replies have their refusal in a field of the same name.
      Matcher refusal = REFUSAL.matcher(body);
      described =
          refusal.find()
              ? of((Refusal) parse(refusal.group(1), Refusal.getDefaultInstance()))
              : "done: " + body.strip();
    }
    return described.contains(" " + http + ": ") || described.startsWith("done")
        ? described + more
        : "HTTP " + http + ", but " + described;
  }

  static String of(ServerFrame frame) {
    return frame.getReply().hasError()
        ? of(frame.getReply().getError())
        : of(
            (Message)
                frame.getReply().getAllFields().values().stream()
                    .filter(Message.class::isInstance)
                    .findFirst()
                    .orElseThrow());
  }

  static String of(Message reply) {
    FieldDescriptor field = reply.getDescriptorForType().findFieldByName("refusal");
    return field != null && reply.hasField(field)
        ? of((Refusal) reply.getField(field))
        : "done: " + reply;
  }

  private static String of(Refusal refusal) {
    RefusalKind kind = RefusalKind.of(refusal);
    String pause = refusal.hasRetryAfter() ? pause(refusal.getRetryAfter().getSeconds() + 1) : "";
    return "refused %s %d: %s%s".formatted(kind, kind.http(), refusal.getSentence(), pause);
  }

  static String of(Status status) {
    String reason = "without a reason";
    String field = "";
    String pause = "";
    int http = 0;
    try {
      for (Any detail : status.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          reason = detail.unpack(ErrorInfo.class).getReason();
          http = Reason.valueOf(reason).http();
        } else if (detail.is(BadRequest.class)) {
          field = "(" + detail.unpack(BadRequest.class).getFieldViolations(0).getField() + ")";
        } else if (detail.is(RetryInfo.class)) {
          pause = pause(detail.unpack(RetryInfo.class).getRetryDelay().getSeconds() + 1);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return "%s %s%s %d: %s%s"
        .formatted(
            Code.forNumber(status.getCode()), reason, field, http, status.getMessage(), pause);
  }

  private static String pause(long seconds) {
    return " [again within " + seconds + " s]";
  }
}
