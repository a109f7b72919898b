package gochat.bench.wire.web;

import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The v1 API as a browser speaks it: a WebSocket at the server's port for the web. All clients are
/// guests; everybody is in the lobby and hears everything there, also what it sends itself.
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
  public Audience.Room commonRoom(String name) {
    return ApiRequests.LOBBY;
  }

  @Override
  public SenderHears senderHears() {
    return SenderHears.EVERYTHING;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("http/1.1");
  }
}
