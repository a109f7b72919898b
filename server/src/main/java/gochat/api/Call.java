package gochat.api;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// A call of the API: who may call it, and its handler. A handler may wait, so it is for virtual
/// threads unless the call says otherwise; [Failures#of] translates its exceptions.
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
      MethodDescriptor<Q, R> method, BiFunction<CallCredentials, Q, R> handler)
      implements Call<Q, R> {}

  /// A call that needs a token.
  ///
  /// @param isChange whether the call stores something or shows something to other users; then it
  ///   counts for the caller's rate
  /// @param waits whether the handler may wait for this request; if not, event loops may run it
  /// @param handler finds the rooms and users that the request refers to
  record SignedIn<Q extends Message, R extends Message>(
      MethodDescriptor<Q, R> method,
      boolean isChange,
      Predicate<Q> waits,
      BiFunction<Caller, Q, Resolved<R>> handler)
      implements Call<Q, R> {
    /// This call, counted as a change.
    SignedIn<Q, R> asChange() {
      return new SignedIn<>(method, true, waits, handler);
    }
  }

  /// A call that signs in.
  ///
  /// @param handler returns one of the messages in the response's `oneof outcome`
  static <Q extends Message, R extends Message> Call<Q, R> entry(
      MethodDescriptor<Q, R> method, BiFunction<Origin, Q, Message> handler) {
    return entryOfGuest(method, (shown, request) -> handler.apply(shown.origin(), request));
  }

  /// A call that signs in, and may carry the token of a guest.
  ///
  /// @param handler returns one of the messages in the response's `oneof outcome`
  static <Q extends Message, R extends Message> Call<Q, R> entryOfGuest(
      MethodDescriptor<Q, R> method, BiFunction<CallCredentials, Q, Message> handler) {
    var response = OutcomeResponse.of(method);
    return new Open<>(method, (shown, request) -> response.with(handler.apply(shown, request)));
  }

  /// A call whose outcome is known when its handler returns.
  ///
  /// @param handler returns one of the messages in the response's `oneof outcome`
  static <Q extends Message, R extends Message> SignedIn<Q, R> of(
      MethodDescriptor<Q, R> method, BiFunction<Caller, Q, Message> handler) {
    var response = OutcomeResponse.of(method);
    return new SignedIn<>(
        method,
        false,
        _ -> true,
        (caller, request) -> new Resolved.Answer<>(response.with(handler.apply(caller, request))));
  }

  /// A call that changes a room.
  ///
  /// @param handler returns one of the messages in the response's `oneof outcome`
  static <Q extends Message, R extends Message> Call<Q, R> change(
      MethodDescriptor<Q, R> method, BiFunction<Caller, Q, Resolved<Message>> handler) {
    return change(method, _ -> true, handler);
  }

  /// A call that changes a room.
  ///
  /// @param waits as in [SignedIn]
  static <Q extends Message, R extends Message> Call<Q, R> change(
      MethodDescriptor<Q, R> method,
      Predicate<Q> waits,
      BiFunction<Caller, Q, Resolved<Message>> handler) {
    var response = OutcomeResponse.of(method);
    return new SignedIn<>(
        method,
        true,
        waits,
        (caller, request) -> handler.apply(caller, request).map(response::with));
  }
}
