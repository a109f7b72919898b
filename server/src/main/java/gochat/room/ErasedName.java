package gochat.room;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The names of erased accounts in events, which are empty. All kinds of events name users in the
/// same way: by an [Author] or a [Person].
public final class ErasedName {
  private ErasedName() {}

  /// The event with an empty name of `user`.
  public static RoomEvent erase(RoomEvent event, UUID user) {
    RecordComponent[] components = event.getClass().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @Nullable Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = without(components[i].getAccessor().invoke(event), user);
      }
      return (RoomEvent) event.getClass().getDeclaredConstructor(types).newInstance(values);
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

  /// Whether two events are the same, but for names that are erased in one of them.
  public static boolean isSame(RoomEvent one, RoomEvent other) {
    if (one.equals(other)) {
      return true;
    }
    Set<UUID> erased = new HashSet<>(users(one));
    erased.addAll(users(other));
    RoomEvent left = one;
    RoomEvent right = other;
    for (UUID user : erased) {
      left = erase(left, user);
      right = erase(right, user);
    }
    return left.equals(right);
  }

  /// The users whose names are empty.
  private static Set<UUID> users(RoomEvent event) {
    Set<UUID> users = new HashSet<>();
    try {
      for (RecordComponent component : event.getClass().getRecordComponents()) {
        Person person =
            switch (component.getAccessor().invoke(event)) {
              case Author author -> author.person();
              case Person concerned -> concerned;
              case AuditEntry entry -> entry.account();
              case null, default -> null;
            };
        if (person != null && person.name().isEmpty()) {
          users.add(person.user());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("events are public records", e);
    }
    return users;
  }
}
