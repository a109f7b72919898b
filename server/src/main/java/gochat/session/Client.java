package gochat.session;

/// The client's end of one stream, as its session sees it: its [Outlet], and what stops and ends
/// the stream. Confined to the stream's lane; nothing waits.
public interface Client extends Outlet {
  /// Takes something small and seldom, however much waits already.
  void add(Item item);

  /// The client was let in, and gets what happens from now on.
  void opened();

  /// Hand over no more messages, until [#resume]. Called from within [Inbound#receive] only.
  void pause();

  /// Messages are welcome again. Called once for each [#pause], never from within
  /// [Inbound#receive]; the next message may come before this returns.
  void resume();

  /// Ends the stream, behind what the outlet took. What the client still says is dropped.
  void end(Ending ending);
}
