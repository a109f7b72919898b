package gochat.bench.wire;

import java.util.List;

/// Who speaks on a connection.
///
/// @param follows what it wants to hear, as far as the protocol leaves that to it
public record Client(String name, List<Audience> follows) {}
