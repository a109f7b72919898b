package gochat.client.seed;

import java.util.List;

/// The result of leaving.
///
/// @param unsentLines the number of lines that were not handed over to a stream
/// @param uncertain lines that were handed over, without the server's confirmation that it read
///   everything
public record LeaveResult(int unsentLines, List<ChatLine> uncertain) {}
