package gochat.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import io.grpc.MethodDescriptor.ReflectableMarshaller;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Answers the requests in frames of streams, except those about the stream itself: `start` and
/// `watch_presence`.
public final class Calls {
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

    CompletionStage<Reply> answer(Caller caller, long id, Object request) {
      return call.handler()
          .apply(caller, requestType.cast(request))
          .thenApply(reply -> Reply.newBuilder().setId(id).setField(replyField, reply).build());
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

  /// Answers a request. To be called for a stream's frames one after the other in their order, on a
  /// virtual thread, because it may wait. When it returns, the request's changes are submitted,
  /// before those of the next request.
  ///
  /// @return never fails, because a failure is a reply too. It completes on any thread, also on the
  ///   shard's, which must not wait
  public CompletionStage<Reply> answer(Caller caller, ClientFrame frame) {
    long id = frame.getId();
    FieldDescriptor asked = frame.getOneofFieldDescriptor(REQUEST);
    FrameCall<?, ?> call = asked == null ? null : byField.get(asked);
    if (asked == null || call == null) {
      return CompletableFuture.completedFuture(failed(id, Failures.unknownRequest()));
    }
    try {
      return call.answer(caller, id, frame.getField(asked)).exceptionally(e -> failed(id, e));
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(id, e));
    }
  }

  /// Whether a request counts for its user's rate: see [Call.SignedIn#isChange].
  boolean isChange(ClientFrame frame) {
    FieldDescriptor asked = frame.getOneofFieldDescriptor(REQUEST);
    FrameCall<?, ?> call = asked == null ? null : byField.get(asked);
    return call != null && call.call.isChange();
  }

  /// The reply to a request that failed.
  public static Reply failed(long id, Throwable cause) {
    return Reply.newBuilder().setId(id).setError(Failures.toStatus(cause)).build();
  }
}
