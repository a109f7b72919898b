package gochat.bench.wire.grpc;

import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The v1 API: its stream `Connect` over HTTP/2. Each client is in the lobby and receives all
/// messages there, also its own.
public final class V1Protocol implements Protocol {
  private final String authority;
  private final Map<String, String> tokens;
  private final MessageIds messageIds = new MessageIds();
  private final List<V1Connection> connections = new ArrayList<>();

  /// @param tokens of the clients with these names; all others sign in as guests
  public V1Protocol(String authority, Map<String, String> tokens) {
    this.authority = authority;
    this.tokens = Map.copyOf(tokens);
  }

  /// A room is named by its id.
  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    V1Connection connection =
        new V1Connection(authority, client, tokens.get(client.name()), messageIds, listener);
    connections.add(connection);
    return connection;
  }

  /// The tokens of the clients that have signed in, by name.
  public Map<String, String> signedIn() {
    Map<String, String> all = new HashMap<>();
    connections.forEach(each -> each.token().ifPresent(token -> all.put(each.name(), token)));
    return all;
  }

  @Override
  public Destination.Room commonRoom(String name) {
    return ApiRequests.LOBBY;
  }

  @Override
  public SenderReceives senderReceives() {
    return SenderReceives.EVERYTHING;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("h2");
  }
}
