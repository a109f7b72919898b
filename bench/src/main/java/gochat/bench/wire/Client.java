package gochat.bench.wire;

import java.util.List;

/// The client of a connection.
///
/// @param follows the destinations that it follows, as far as the protocol lets it choose
public record Client(String name, List<Destination> follows) {}
