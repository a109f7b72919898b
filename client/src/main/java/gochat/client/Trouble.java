package gochat.client;

import com.google.common.base.Throwables;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why there is no conversation.
///
/// @param detail more about it, from the network or the server; may be empty, may hold anything
public record Trouble(Kind kind, String detail) {
  public enum Kind {
    HOST_UNKNOWN,
    /// The machine is there, but refuses connections on this port.
    NOBODY_LISTENS,
    /// No answer in time, or no way to the machine.
    NO_ANSWER,
    /// Something answers, but not as a gRPC server.
    NOT_GRPC,
    /// The server ended the stream without an error.
    ENDED,
    /// What the server sent can't be decoded.
    UNREADABLE,
    /// The connection, or the server, failed.
    BROKEN
  }

  /// @param wasReady whether the other side had answered as a gRPC server
  static Trouble of(Status status, boolean wasReady) {
    Kind otherwise = wasReady ? Kind.BROKEN : Kind.NOT_GRPC;
    if (status.isOk()) {
      return new Trouble(Kind.ENDED, "");
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !wasReady) {
      return new Trouble(Kind.NO_ANSWER, "");
    }
    String description = Statuses.description(status);
    if (status.getCause() == null) {
      return new Trouble(otherwise, description);
    }
    List<Throwable> causes = Throwables.getCausalChain(status.getCause());
    for (Throwable cause : causes) {
      Kind kind = kindOf(cause);
      if (kind != null) {
        return new Trouble(kind, "");
      }
    }
    for (Throwable cause : causes) {
      String message = cause.getMessage();
      if (cause instanceof IOException && message != null) {
        return new Trouble(otherwise, message);
      }
    }
    return new Trouble(otherwise, description);
  }

  private static @Nullable Kind kindOf(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> Kind.HOST_UNKNOWN;
      case ConnectTimeoutException _, NoRouteToHostException _ -> Kind.NO_ANSWER;
      case ConnectException _ -> Kind.NOBODY_LISTENS;
      case InvalidProtocolBufferException _ -> Kind.UNREADABLE;
      default -> null;
    };
  }
}
