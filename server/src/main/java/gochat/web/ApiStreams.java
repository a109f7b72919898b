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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The streams of the v1 API.
final class ApiStreams implements TextService, FollowService {
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
    stream.follow(request);
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

  /// @throws Failure when a parameter is unknown or out of range
  static FollowRequest follow(Map<String, List<String>> query) {
    FollowRequest.Builder wishes = FollowRequest.newBuilder();
    query.forEach((name, values) -> {
      switch (name) {
        case "cursor" -> values.forEach(value -> wishes.addCursors(cursor(value)));
        case "room" -> wishes.addAllRooms(values);
        case "watch" -> wishes.addAllWatchedUsers(values);
        case "catch_up_max" -> wishes.setCatchUpMax(catchUpMax(values));
        default -> throw Failure.invalid(name, "unknown", "cursor, room, watch or catch_up_max");
      }
    });
    return wishes.build();
  }

  private static int catchUpMax(List<String> values) {
    String name = "catch_up_max";
    if (values.size() != 1) {
      throw Failure.invalid(name, String.join(", ", values), "once");
    }
    String value = values.getFirst();
    long number = number(name, value, value);
    if (number != (int) number) {
      throw Failure.invalid(name, value, "an integer of 32 bits");
    }
    return (int) number;
  }

  private static Cursor cursor(String value) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3) {
      throw Failure.invalid("cursor", value, "ROOM:EPOCH:SEQ");
    }
    return Cursor.newBuilder()
        .setRoom(parts[0])
        .setEpoch(number("cursor", value, parts[1]))
        .setSeq(number("cursor", value, parts[2]))
        .build();
  }

  private static long number(String name, String value, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      throw Failure.invalid(name, value, "a number");
    }
  }
}
