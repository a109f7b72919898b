package gochat.client.seed;

import java.util.List;

/// How a conversation ended that the user left.
///
/// @param unsentLines lines that were never handed over
/// @param uncertain lines that were, but the server did not confirm that it had read everything
public record Departure(int unsentLines, List<ChatLine> uncertain) {}
