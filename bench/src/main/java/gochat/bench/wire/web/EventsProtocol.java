package gochat.bench.wire.web;

import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The v1 API's server-sent events, on the server's web port. A receiver uses events; a sender uses
/// a WebSocket and ignores the messages that it receives there.
public final class EventsProtocol implements Protocol {
  private final String authority;
  private final MessageIds messageIds = new MessageIds();

  public EventsProtocol(String authority) {
    this.authority = authority;
  }

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return client.follows().isEmpty()
        ? new WebSocketConnection(authority, client, messageIds, new ContentFilter(listener))
        : new EventConnection(authority, client, listener);
  }

  @Override
  public Destination.Room commonRoom(String name) {
    return ApiRequests.LOBBY;
  }

  @Override
  public SenderReceives senderReceives() {
    return SenderReceives.NOTHING;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("http/1.1");
  }
}
