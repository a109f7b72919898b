package gochat.bench.wire.web;

import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The v1 API as in a browser: a WebSocket on the server's web port. All clients are guests; each
/// is in the lobby and receives all messages there, also its own.
public final class WebSocketProtocol implements Protocol {
  private final String authority;
  private final MessageIds messageIds = new MessageIds();

  public WebSocketProtocol(String authority) {
    this.authority = authority;
  }

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new WebSocketConnection(authority, client, messageIds, listener);
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
    return List.of("http/1.1");
  }
}
