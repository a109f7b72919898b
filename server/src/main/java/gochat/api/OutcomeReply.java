package gochat.api;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;

/// Makes replies that are nothing but a `oneof outcome`: what came of the call, or why nothing did.
/// The types of its messages all differ, so the type tells the field.
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
        // A builder makes what it is a builder of.
        @SuppressWarnings("unchecked")
        R reply = (R) empty.newBuilderForType().setField(field, what).build();
        return reply;
      }
    }
    throw new IllegalStateException(
        outcome.getFullName() + " has no field for a " + what.getDescriptorForType().getFullName());
  }
}
