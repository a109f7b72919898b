package gochat.web;

import gochat.api.Authentication;
import gochat.api.Conversation;
import gochat.api.ConversationContext;
import gochat.api.Origin;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives clients the streams of the v1 API as JSON.
final class ConversationService implements StreamService {
  enum Kind {
    /// The client asks by frames.
    CONNECT,
    /// The query of the request says what is wanted.
    FOLLOW
  }

  private final Kind kind;
  private final Function<Executor, ConversationContext> contexts;

  ConversationService(Kind kind, Function<Executor, ConversationContext> contexts) {
    this.kind = kind;
    this.contexts = contexts;
  }

  @Override
  public Function<TextStream, TextSession> admit(StreamRequest request) {
    String token = Authentication.token(request.metadata());
    Origin origin = Origin.of(request.attributes());
    return switch (kind) {
      case CONNECT -> stream -> session(stream, token, origin);
      case FOLLOW -> {
        FollowRequest wishes = follow(request.query());
        yield stream -> {
          ConversationSession session = session(stream, token, origin);
          session.conversation().follow(token, wishes);
          return session;
        };
      }
    };
  }

  private ConversationSession session(TextStream stream, @Nullable String token, Origin origin) {
    ConversationContext context = contexts.apply(stream.lane());
    return new ConversationSession(
        stream, token, transport -> new Conversation(context, origin, transport));
  }

  /// @throws StatusRuntimeException when a parameter is none that is known, or out of range
  static FollowRequest follow(Map<String, List<String>> query) {
    FollowRequest.Builder wishes = FollowRequest.newBuilder();
    query.forEach((name, values) -> {
      switch (name) {
        case "cursor" -> values.forEach(value -> wishes.addCursors(cursor(value)));
        case "room" -> wishes.addAllRooms(values);
        case "watch" -> wishes.addAllWatchedUsers(values);
        case "catch_up_max" ->
            values.forEach(value -> wishes.setCatchUpMax((int) number(name, value, value)));
        default -> throw invalid(name, "", "cursor, room, watch or catch_up_max");
      }
    });
    return wishes.build();
  }

  private static Cursor cursor(String value) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3) {
      throw invalid("cursor", value, "ROOM:EPOCH:SEQ");
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
      throw invalid(name, value, "a number");
    }
  }

  private static StatusRuntimeException invalid(String name, String value, String expectation) {
    return Status.INVALID_ARGUMENT
        .withDescription("%s: %s (expected: %s)".formatted(name, value, expectation))
        .asRuntimeException();
  }
}
