package gochat.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.shard.Outcome;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import io.grpc.MethodDescriptor.ReflectableMarshaller;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls that frames of streams can make: all requests except those about the stream itself,
/// `start` and `watch_presence`.
final class Calls {
  static final OneofDescriptor REQUEST = ClientFrame.getDescriptor().getOneofs().getFirst();

  /// A call with its place in frames.
  ///
  /// @param replyField the field of [Reply]; its number is that of the request's field in
  ///   [ClientFrame]
  private record FrameCall<Q extends Message, R extends Message>(
      Call.SignedIn<Q, R> call, Class<Q> requestType, FieldDescriptor replyField) {
    static <Q extends Message, R extends Message> FrameCall<Q, R> of(
        Call.SignedIn<Q, R> call, FieldDescriptor requestField) {
      // Generated methods have this marshaller.
      var requests = (ReflectableMarshaller<Q>) call.method().getRequestMarshaller();
      return new FrameCall<>(
          call,
          requests.getMessageClass(),
          Reply.getDescriptor().findFieldByNumber(requestField.getNumber()));
    }

    boolean waits(Object request) {
      return call.waits().test(requestType.cast(request));
    }

    Resolved<Reply> resolve(Caller caller, long id, Object request) {
      return call.handler()
          .apply(caller, requestType.cast(request))
          .map(reply -> Reply.newBuilder().setId(id).setField(replyField, reply).build());
    }
  }

  private final Map<FieldDescriptor, FrameCall<?, ?>> byField = new HashMap<>();

  Calls(Collection<Call<?, ?>> calls) {
    Map<Descriptor, FieldDescriptor> fields = new HashMap<>();
    REQUEST.getFields().forEach(field -> fields.put(field.getMessageType(), field));
    for (Call<?, ?> call : calls) {
      FieldDescriptor field = fields.get(call.requestType());
      // A stream is signed in already.
      if (field != null && call instanceof Call.SignedIn<?, ?> made) {
        byField.put(field, FrameCall.of(made, field));
      }
    }
  }

  /// Whether [#resolve] may wait for this request; if not, event loops may call it.
  boolean waits(ClientFrame frame) {
    FrameCall<?, ?> call = callOf(frame);
    return call != null && call.waits(request(frame));
  }

  /// Whether a request counts for its user's rate: see [Call.SignedIn#isChange].
  boolean isChange(ClientFrame frame) {
    FrameCall<?, ?> call = callOf(frame);
    return call != null && call.call.isChange();
  }

  /// Finds the rooms and users that a request refers to.
  ///
  /// @return never fails, because a failure is a reply too
  Resolved<Reply> resolve(Caller caller, ClientFrame frame) {
    long id = frame.getId();
    FrameCall<?, ?> call = callOf(frame);
    if (call == null) {
      return new Resolved.Answer<>(failed(id, unknown(frame)));
    }
    try {
      var _ = Arguments.position("id", id);
      return switch (call.resolve(caller, id, request(frame))) {
        case Resolved.Answer<Reply> answer -> answer;
        case Resolved.Change<Reply>(var submission, var answer) ->
            new Resolved.Change<>(submission, outcome -> reply(id, answer, outcome));
      };
    } catch (RuntimeException e) {
      return new Resolved.Answer<>(failed(id, e));
    }
  }

  private static Reply reply(long id, Function<Outcome, Reply> answer, Outcome outcome) {
    try {
      return answer.apply(outcome);
    } catch (RuntimeException e) {
      return failed(id, e);
    }
  }

  private @Nullable FrameCall<?, ?> callOf(ClientFrame frame) {
    FieldDescriptor asked = frame.getOneofFieldDescriptor(REQUEST);
    return asked == null ? null : byField.get(asked);
  }

  private static Object request(ClientFrame frame) {
    return frame.getField(frame.getOneofFieldDescriptor(REQUEST));
  }

  /// The name of the request in a frame, for people.
  static String name(ClientFrame frame) {
    FieldDescriptor asked = frame.getOneofFieldDescriptor(REQUEST);
    return asked == null ? "no request" : asked.getName();
  }

  private static Failure unknown(ClientFrame frame) {
    return frame.hasStart()
        ? Failure.of(
            Reason.START_REPEATED,
            "This stream has started already (expected: start once, in the first frame). Open"
                + " another stream to start again.")
        : Failure.of(
            Reason.CALL_UNKNOWN,
            "The frame has no request that this server knows. The client may be newer than the"
                + " server.");
  }

  /// The reply to a request that failed.
  static Reply failed(long id, Throwable cause) {
    return Reply.newBuilder().setId(id).setError(Failures.of(cause).status()).build();
  }
}
