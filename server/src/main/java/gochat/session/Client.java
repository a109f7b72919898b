package gochat.session;

/// The client's end of one stream: its [Outlet], and how the session pauses and ends the stream.
/// Confined to the stream's lane; nothing waits.
public interface Client extends Outlet {
  /// Constant.
  StreamKind kind();

  /// The bytes that wait until the client reads.
  long waitingBytes();

  /// Sends a small and rare item, whatever waits already.
  void add(Item item);

  /// The stream is open: the client gets events from now on.
  void opened();

  /// The transport must hand over no more messages until [#resume]. Called only within
  /// [Inbound#receive].
  void pause();

  /// The transport may hand over messages again. Called once for each [#pause], never within
  /// [Inbound#receive]; the next message may come before this returns.
  void resume();

  /// Ends the stream after everything that the outlet took. Later messages of the client are
  /// dropped.
  void end(Ending ending);
}
