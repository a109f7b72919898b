package gochat.client;

import java.util.List;
import java.util.Map;

/// The part of the machine that the server of a test runs in.
///
/// @param command precedes that of the Java machine and becomes its process, as with `exec`
/// @param environment variables besides those of this process
/// @param host the address that it listens on
/// @param heapBytesMax the limit of its heap: low, so that a queue without a limit shows
/// @param options of the server
public record Surroundings(
    List<String> command,
    Map<String, String> environment,
    String host,
    long heapBytesMax,
    List<String> options) {
  public static final Surroundings USUAL =
      new Surroundings(List.of(), Map.of(), "127.0.0.1", 160L << 20, List.of());

  public Surroundings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    options = List.copyOf(options);
  }

  public Surroundings withCommand(String... before) {
    return new Surroundings(List.of(before), environment, host, heapBytesMax, options);
  }

  public Surroundings withEnvironment(Map<String, String> variables) {
    return new Surroundings(command, variables, host, heapBytesMax, options);
  }

  public Surroundings withHost(String address) {
    return new Surroundings(command, environment, address, heapBytesMax, options);
  }

  public Surroundings withHeap(long bytesMax) {
    return new Surroundings(command, environment, host, bytesMax, options);
  }

  public Surroundings withOptions(String... added) {
    return new Surroundings(command, environment, host, heapBytesMax, List.of(added));
  }
}
