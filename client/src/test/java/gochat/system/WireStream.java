package gochat.system;

import gochat.v1.ClientFrame;
import gochat.v1.ServerFrame;
import io.grpc.Status;

/// One connection with one `Connect` stream, frame by frame; [Wire] opens it.
interface WireStream {
  /// All callbacks run on the loop.
  interface Listener {
    void frame(ServerFrame frame);

    /// How long to wait before the next frame is asked for.
    long pauseMs();

    /// The last callback.
    void ended(Status status);
  }

  void send(ClientFrame frame);

  /// Ends it at once; what has come by then is still told.
  void cancel();
}
