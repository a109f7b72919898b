package gochat.bench.wire.grpc;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The seed contract: a stream of chat messages both ways over HTTP/2. Everybody hears all others.
public final class SeedProtocol implements Protocol {
  private final byte[] opening;

  public SeedProtocol(String authority) {
    opening = ClientFrames.opening(authority, "/gochat.ChatService/Chat");
  }

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new SeedConnection(opening, client.name(), listener);
  }

  /// Not every server sends response headers before the first message.
  @Override
  public boolean confirmsRegistration() {
    return false;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("h2");
  }
}
