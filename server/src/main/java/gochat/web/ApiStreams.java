package gochat.web;

import com.google.protobuf.InvalidProtocolBufferException;
import gochat.api.Api;
import gochat.api.Authentication;
import gochat.api.Origin;
import gochat.api.V1Stream;
import gochat.error.Failure;
import gochat.session.Inbound;
import gochat.stream.ClientStream;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import io.grpc.Attributes;
import io.grpc.Metadata;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The streams of the v1 API.
final class ApiStreams implements TextService, FollowService {
  /// Only browsers send it, for server-sent events.
  private static final Metadata.Key<String> LAST_EVENT_ID =
      Metadata.Key.of("Last-Event-ID", Metadata.ASCII_STRING_MARSHALLER);

  private final Api api;

  ApiStreams(Api api) {
    this.api = api;
  }

  /// For clients that send requests as frames of JSON.
  @Override
  public Function<ClientStream, TextSession> admit(Request request) {
    request.query().keySet().stream()
        .findFirst()
        .ifPresent(name -> {
          throw Failure.invalid(name, "in the query", "no parameters; requests are frames");
        });
    String token = Authentication.token(request.metadata());
    Origin origin = Origin.of(request.attributes());
    return client -> {
      V1Stream stream = stream(client, token, origin);
      return new TextSession(stream.session(), text -> receive(text, stream));
    };
  }

  @Override
  public Inbound<?> follow(
      Metadata metadata, Attributes attributes, FollowRequest request, ClientStream client) {
    V1Stream stream = stream(client, Authentication.token(metadata), Origin.of(attributes));
    stream.follow(request, last(metadata));
    return stream.session();
  }

  private V1Stream stream(ClientStream client, @Nullable String token, Origin origin) {
    return new V1Stream(api, client.lane(), origin, token, client);
  }

  private static void receive(String text, V1Stream stream) {
    ClientFrame.Builder frame = ClientFrame.newBuilder();
    try {
      Json.parse(text, frame);
    } catch (InvalidProtocolBufferException e) {
      stream.unreadable(Json.sentence(e));
      return;
    }
    stream.session().receive(frame.build());
  }

  /// The cursor of a client that comes back, as its browser has it from the last event.
  private static @Nullable Cursor last(Metadata metadata) {
    String id = metadata.get(LAST_EVENT_ID);
    return id == null ? null : CursorText.parse(LAST_EVENT_ID.originalName(), id);
  }
}
