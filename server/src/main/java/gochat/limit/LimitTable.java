package gochat.limit;

import java.util.List;
import java.util.stream.Stream;

/// All limits, in the order of docs/limits.md.
public final class LimitTable {
  /// @param title for people
  public record Section(String title, List<Limit> limits) {}

  public static final List<Section> SECTIONS =
      List.of(
          new Section("Connections", List.of(ConnectionLimit.values())),
          new Section("Streams", List.of(StreamLimit.values())),
          new Section("Rates", List.of(RateLimit.values())),
          new Section("Requests", List.of(RequestLimit.values())),
          new Section("Messages", List.of(MessageLimit.values())),
          new Section("Accounts and guests", List.of(AccountLimit.values())),
          new Section("Rooms", List.of(RoomLimit.values())),
          new Section("Queues and memory", List.of(QueueLimit.values())));

  private LimitTable() {}

  public static Stream<Limit> all() {
    return SECTIONS.stream().flatMap(section -> section.limits().stream());
  }
}
