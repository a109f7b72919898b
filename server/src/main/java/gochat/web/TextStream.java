package gochat.web;

import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/// A stream of texts to one client, over a WebSocket or as server-sent events, as its session sees
/// it. Confined to [#lane], but for [#resume]. Nothing waits.
public interface TextStream {
  /// The connection's event loop, which runs everything here.
  EventLoop lane();

  /// What turns texts into the bytes that [#offer] takes.
  TextFraming framing();

  /// Takes framed texts, to be written in order. Bounded: refuses when too much waits already, and
  /// then has taken nothing. When nothing waits it takes any one offer.
  ///
  /// @param framed is released here, in either case
  /// @return false when it refused; [TextSession#drained] tells when to go on
  boolean offer(ByteBuf framed);

  /// Takes framed texts that are small and seldom, however much waits already.
  ///
  /// @param framed is released here
  void add(ByteBuf framed);

  /// Whether all that was taken has been handed to the network.
  boolean isDrained();

  /// It is worth to offer again what [TextSession#receive] did not take. Called by any thread.
  void resume();

  /// Ends the stream behind what it took. A reason other than `OK` is told to the client.
  void end(Status reason);
}
