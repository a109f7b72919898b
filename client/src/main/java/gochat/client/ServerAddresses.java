package gochat.client;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// The addresses of one server: those of its nodes, or several ways to one node. Two lists that
/// share an address are of the same server.
///
/// @param all 1 or more, each once
public record ServerAddresses(List<ServerAddress> all) {
  private static final String SEPARATOR = ",";

  public ServerAddresses {
    all = all.stream().distinct().toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("addresses: none (expected: 1 or more)");
    }
  }

  public static ServerAddresses of(ServerAddress... all) {
    return new ServerAddresses(List.of(all));
  }

  /// Reads addresses with commas between them.
  ///
  /// @throws IllegalArgumentException with the first wrong address and the expectation
  /// @see ServerAddress#parse
  public static ServerAddresses parse(String text) {
    return new ServerAddresses(
        Arrays.stream(text.split(SEPARATOR, -1))
            .map(String::strip)
            .map(ServerAddress::parse)
            .toList());
  }

  public boolean isSameServer(ServerAddresses other) {
    return !Collections.disjoint(all, other.all);
  }

  /// As [#parse] reads it, without spaces.
  @Override
  public String toString() {
    return all.stream().map(ServerAddress::toString).collect(Collectors.joining(SEPARATOR));
  }
}
