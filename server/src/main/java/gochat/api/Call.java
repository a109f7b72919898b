package gochat.api;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// A call of the API: who may call it, and its handler. A handler may wait, so it is for virtual
/// threads; [Failures#of] translates its exceptions.
sealed interface Call<Q extends Message, R extends Message> {
  MethodDescriptor<Q, R> method();

  default Descriptor requestType() {
    return prototype(method().getRequestMarshaller()).getDescriptorForType();
  }

  /// An empty message of a generated service.
  static <M extends Message> M prototype(Marshaller<M> marshaller) {
    return requireNonNull(((PrototypeMarshaller<M>) marshaller).getMessagePrototype());
  }

  /// A call that needs no token.
  record Open<Q extends Message, R extends Message>(
      MethodDescriptor<Q, R> method, BiFunction<Origin, Q, R> handler) implements Call<Q, R> {}

  /// A call that needs a token.
  ///
  /// @param isChange whether the call stores something or shows something to other users; then it
  ///   counts for the caller's rate
  /// @param handler must submit its changes before it returns, so that they happen before those of
  ///   the caller's next request
  record SignedIn<Q extends Message, R extends Message>(
      MethodDescriptor<Q, R> method,
      boolean isChange,
      BiFunction<Caller, Q, CompletionStage<R>> handler)
      implements Call<Q, R> {
    /// This call, counted as a change.
    SignedIn<Q, R> asChange() {
      return new SignedIn<>(method, true, handler);
    }
  }

  /// A call that signs in.
  ///
  /// @param handler returns one of the messages in the reply's `oneof outcome`
  static <Q extends Message, R extends Message> Call<Q, R> entry(
      MethodDescriptor<Q, R> method, BiFunction<Origin, Q, Message> handler) {
    var reply = new OutcomeReply<>(prototype(method.getResponseMarshaller()));
    return new Open<>(method, (origin, request) -> reply.with(handler.apply(origin, request)));
  }

  /// A call whose reply is ready when its handler returns.
  static <Q extends Message, R extends Message> SignedIn<Q, R> of(
      MethodDescriptor<Q, R> method, BiFunction<Caller, Q, R> handler) {
    return new SignedIn<>(
        method,
        false,
        (caller, request) -> CompletableFuture.completedFuture(handler.apply(caller, request)));
  }

  /// A call that changes a room.
  ///
  /// @param handler returns one of the messages in the reply's `oneof outcome`
  static <Q extends Message, R extends Message> Call<Q, R> change(
      MethodDescriptor<Q, R> method, BiFunction<Caller, Q, CompletionStage<Message>> handler) {
    var reply = new OutcomeReply<>(prototype(method.getResponseMarshaller()));
    return new SignedIn<>(
        method, true, (caller, request) -> handler.apply(caller, request).thenApply(reply::with));
  }
}
