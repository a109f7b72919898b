package gochat.web;

import gochat.session.Inbound;
import java.util.function.Consumer;

/// The server's end of a stream of texts. Called on the stream's lane only.
///
/// @param inbound gets the events of the stream
/// @param texts takes the client's texts, as [Inbound#receive] does
public record TextSession(Inbound<?> inbound, Consumer<String> texts) {}
