package gochat.store.memory;

import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Person;
import gochat.room.RoomEvent;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events with an empty name of an erased account. All kinds of events name users in the same way:
/// by an [Author] or a [Person].
final class WithoutName {
  private WithoutName() {}

  static RoomEvent of(RoomEvent event, UUID user) {
    RecordComponent[] components = event.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @Nullable Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = without(components[i].getAccessor().invoke(event), user);
      }
      return event.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("events are public records", e);
    }
  }

  private static @Nullable Object without(@Nullable Object value, UUID user) {
    return switch (value) {
      case Author author when author.user().equals(user) ->
          new Author(user, author.session(), "", author.standing());
      case Person person -> person.withoutName(user);
      case AuditEntry entry when entry.account() != null ->
          new AuditEntry(
              entry.actor(), entry.action(), entry.account().withoutName(user), entry.details());
      case null, default -> value;
    };
  }
}
