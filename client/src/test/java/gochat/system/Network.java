package gochat.system;

import gochat.grpc.LoopbackProxy;
import java.io.IOException;
import java.util.function.IntSupplier;

/// Connects the devices of a run to its server.
@FunctionalInterface
public interface Network {
  /// @param serverPort 0 while there is no server
  /// @return the way of one device
  LoopbackProxy link(IntSupplier serverPort) throws IOException;
}
