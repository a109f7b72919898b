package gochat.bench.wire.grpc;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The first contract: a stream of chat messages in both directions over HTTP/2. Each client
/// receives the messages of all others.
public final class SeedProtocol implements Protocol {
  private final byte[] opening;

  public SeedProtocol(String authority) {
    opening = ClientFrames.opening(authority, "/gochat.ChatService/Chat");
  }

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new SeedConnection(opening, client.name(), listener);
  }

  /// Some servers send response headers only with the first message.
  @Override
  public boolean confirmsRegistration() {
    return false;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("h2");
  }
}
