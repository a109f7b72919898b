package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;

/// Makes the responses of one call. Each response of the API is a `oneof outcome` of messages of
/// different types, so the type of the outcome selects the field.
final class OutcomeResponse<R extends Message> {
  private final R empty;
  private final OneofDescriptor outcome;

  private OutcomeResponse(R empty) {
    this.empty = empty;
    outcome = empty.getDescriptorForType().getOneofs().getFirst();
  }

  static <R extends Message> OutcomeResponse<R> of(MethodDescriptor<?, R> method) {
    return new OutcomeResponse<>(Call.prototype(method.getResponseMarshaller()));
  }

  R with(Message what) {
    for (FieldDescriptor field : outcome.getFields()) {
      if (field.getMessageType().equals(what.getDescriptorForType())) {
        // The builder of a message builds messages of its class.
        @SuppressWarnings("unchecked")
        R response = (R) empty.newBuilderForType().setField(field, what).build();
        return response;
      }
    }
    throw new IllegalStateException(
        outcome.getFullName() + " has no field for a " + what.getDescriptorForType().getFullName());
  }
}
