package gochat.limit;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// All limits, in the order of docs/limits.md.
public final class LimitTable {
  /// @param title for people
  record Section(String title, List<Limit> limits) {
    /// @param constants has a limit in each of its fields
    static Section of(String title, Class<?> constants) {
      return new Section(
          title,
          Arrays.stream(constants.getDeclaredFields())
              .filter(field -> field.getType() == Limit.class)
              .map(Section::value)
              .toList());
    }

    private static Limit value(Field field) {
      try {
        return (Limit) field.get(null);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  static final List<Section> SECTIONS =
      List.of(
          Section.of("Connections", ConnectionLimit.class),
          Section.of("Calls", CallLimit.class),
          Section.of("Streams", StreamLimit.class),
          Section.of("Rates", RateLimit.class),
          Section.of("Requests", RequestLimit.class),
          Section.of("Messages", MessageLimit.class),
          Section.of("Accounts and guests", AccountLimit.class),
          Section.of("Rooms", RoomLimit.class),
          Section.of("Queues and memory", QueueLimit.class),
          Section.of("Store", StoreLimit.class),
          Section.of("Start and stop", ServerLimit.class));

  private LimitTable() {}

  public static Stream<Limit> all() {
    return SECTIONS.stream().flatMap(section -> section.limits().stream());
  }
}
