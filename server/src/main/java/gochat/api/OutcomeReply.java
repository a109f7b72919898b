package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;

/// Makes replies that consist of a `oneof outcome`. Its messages have different types, so the type
/// of the outcome selects the field.
final class OutcomeReply<R extends Message> {
  private final R empty;
  private final OneofDescriptor outcome;

  OutcomeReply(R empty) {
    this.empty = empty;
    outcome = empty.getDescriptorForType().getOneofs().getFirst();
  }

  R with(Message what) {
    for (FieldDescriptor field : outcome.getFields()) {
      if (field.getMessageType().equals(what.getDescriptorForType())) {
        // The builder of a message builds messages of its class.
        @SuppressWarnings("unchecked")
        R reply = (R) empty.newBuilderForType().setField(field, what).build();
        return reply;
      }
    }
    throw new IllegalStateException(
        outcome.getFullName() + " has no field for a " + what.getDescriptorForType().getFullName());
  }
}
