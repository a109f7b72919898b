package gochat.bench.wire.web;

import gochat.bench.wire.ApiRequests;
import gochat.bench.wire.Audience;
import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.MessageIds;
import gochat.bench.wire.Protocol;
import java.util.List;

/// The v1 API's server-sent events, at the server's port for the web. A receiver listens to events;
/// a sender uses a WebSocket and passes over what it hears there.
public final class EventsProtocol implements Protocol {
  private final String authority;
  private final MessageIds messageIds = new MessageIds();

  public EventsProtocol(String authority) {
    this.authority = authority;
  }

  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return client.follows().isEmpty()
        ? new WebSocketConnection(authority, client, messageIds, new WithoutContent(listener))
        : new EventConnection(authority, client, listener);
  }

  @Override
  public Audience.Room commonRoom(String name) {
    return ApiRequests.LOBBY;
  }

  @Override
  public SenderHears senderHears() {
    return SenderHears.NOTHING;
  }

  @Override
  public List<String> applicationProtocols() {
    return List.of("http/1.1");
  }
}
