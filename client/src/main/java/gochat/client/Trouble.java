package gochat.client;

import com.google.common.base.Throwables;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
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
    /// TLS was asked for, and the other side does not speak it.
    NO_TLS,
    /// The handshake of TLS failed, but not for the server's certificate.
    TLS_FAILED,
    /// The connection was ended before a word, as by a server that takes nothing but TLS.
    PERHAPS_TLS_ONLY,
    /// The server ended the stream without an error.
    ENDED,
    /// What the server sent can't be decoded.
    UNREADABLE,
    /// The connection, or the server, failed.
    BROKEN
  }

  /// @param wasReady whether the other side had answered as a gRPC server
  public static Trouble of(Status status, boolean wasReady, Security security) {
    if (status.isOk()) {
      return new Trouble(Kind.ENDED, "");
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !wasReady) {
      return new Trouble(Kind.NO_ANSWER, "");
    }
    List<Throwable> causes =
        status.getCause() == null ? List.of() : Throwables.getCausalChain(status.getCause());
    for (Throwable cause : causes) {
      Kind kind = kindOf(cause);
      if (kind != null) {
        return new Trouble(kind, "");
      }
    }
    String detail = detail(status, causes);
    if (wasReady) {
      return new Trouble(Kind.BROKEN, detail);
    }
    return new Trouble(
        switch (security) {
          case Security.Plaintext _ -> withoutTls(status, causes);
          case Security.Tls _ -> overTls(causes);
        },
        detail);
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

  /// The server's or the library's words; may be empty.
  public static String description(Status status) {
    return status.getDescription() == null ? "" : status.getDescription();
  }

  private static String detail(Status status, List<Throwable> causes) {
    for (Throwable cause : causes) {
      String message = cause.getMessage();
      if (cause instanceof IOException && message != null) {
        return message;
      }
    }
    return description(status);
  }

  private static Kind withoutTls(Status status, List<Throwable> causes) {
    boolean closed =
        description(status).startsWith("Network closed")
            || causes.stream().anyMatch(IOException.class::isInstance);
    return closed || causes.stream().anyMatch(Trouble::showsTlsAlert)
        ? Kind.PERHAPS_TLS_ONLY
        : Kind.NOT_GRPC;
  }

  /// Whether the first bytes that came were those of an alert (RFC 8446, section 5.1), which some
  /// TLS servers send before they close.
  private static boolean showsTlsAlert(Throwable cause) {
    return cause instanceof Http2Exception
        && String.valueOf(cause.getMessage()).contains("first 5 bytes: 1503");
  }

  private static Kind overTls(List<Throwable> causes) {
    for (Throwable cause : causes) {
      switch (cause) {
        case NotSslRecordException _ -> {
          return Kind.NO_TLS;
        }
        case SSLException _ -> {
          return Kind.TLS_FAILED;
        }
        // Closed or reset instead of an answer. Who takes part in the handshake and doesn't like it
        // sends an alert first.
        case IOException _ -> {
          return Kind.NO_TLS;
        }
        default -> {}
      }
    }
    return Kind.NOT_GRPC;
  }
}
