package gochat.web;

import gochat.session.Inbound;
import java.util.function.Consumer;

/// The server's end of a stream of texts. Called on the stream's lane only.
///
/// @param inbound hears of the stream
/// @param texts takes what the client says, as [Inbound#receive] does; nothing for server-sent
///   events
public record TextSession(Inbound<?> inbound, Consumer<String> texts) {}
