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

/// Why there is no connection to a server.
///
/// @param detail a message of the network or the server; may be empty, may contain any characters
public record ConnectionProblem(Kind kind, String detail) {
  public enum Kind {
    HOST_UNKNOWN("the name of the host is unknown"),
    /// The host refuses connections to this port.
    CONNECTION_REFUSED("the host refuses connections to this port"),
    /// No answer in time, or no route to the host.
    NO_ANSWER("no answer"),
    /// The other side answers, but is no gRPC server.
    NOT_GRPC("the other side does not speak gRPC"),
    /// TLS was required, and the other side does not speak it.
    NO_TLS("the other side does not speak TLS"),
    /// The TLS handshake failed for another reason than the server's certificate.
    TLS_FAILED("the TLS handshake failed"),
    /// The other side closed the connection without an answer, as a server does that accepts only
    /// TLS.
    PERHAPS_TLS_ONLY("the other side closed the connection; perhaps it accepts only TLS"),
    /// The server ended the stream without an error.
    ENDED("the server ended the stream"),
    /// The server sent data that cannot be decoded.
    UNREADABLE("the server sent data that can't be decoded"),
    /// The connection or the server failed.
    BROKEN("the connection broke");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  /// In English, for a log: what happened, and the detail.
  @Override
  public String toString() {
    return detail.isEmpty() ? kind.sentence : kind.sentence + " (" + detail + ")";
  }

  /// @param wasReady whether the other side had answered as a gRPC server
  public static ConnectionProblem of(Status status, boolean wasReady, Security security) {
    if (status.isOk()) {
      return new ConnectionProblem(Kind.ENDED, "");
    }
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !wasReady) {
      return new ConnectionProblem(Kind.NO_ANSWER, "");
    }
    List<Throwable> causes =
        status.getCause() == null ? List.of() : Throwables.getCausalChain(status.getCause());
    for (Throwable cause : causes) {
      Kind kind = kindOf(cause);
      if (kind != null) {
        return new ConnectionProblem(kind, "");
      }
    }
    String detail = detail(status, causes);
    if (wasReady) {
      return new ConnectionProblem(Kind.BROKEN, detail);
    }
    return new ConnectionProblem(
        switch (security) {
          case Security.Plaintext plaintext -> withoutTls(status, causes);
          case Security.Tls tls -> overTls(causes);
        },
        detail);
  }

  private static @Nullable Kind kindOf(Throwable cause) {
    return switch (cause) {
      case UnknownHostException unknown -> Kind.HOST_UNKNOWN;
      case ConnectTimeoutException timeout -> Kind.NO_ANSWER;
      case NoRouteToHostException noRoute -> Kind.NO_ANSWER;
      case ConnectException refused -> Kind.CONNECTION_REFUSED;
      case InvalidProtocolBufferException unreadable -> Kind.UNREADABLE;
      default -> null;
    };
  }

  /// The message of the server or of gRPC; may be empty.
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
    return closed || causes.stream().anyMatch(ConnectionProblem::showsTlsAlert)
        ? Kind.PERHAPS_TLS_ONLY
        : Kind.NOT_GRPC;
  }

  /// Whether the first bytes received were those of a TLS alert (RFC 8446, section 5.1), which some
  /// TLS servers send before they close.
  private static boolean showsTlsAlert(Throwable cause) {
    return cause instanceof Http2Exception
        && String.valueOf(cause.getMessage()).contains("first 5 bytes: 1503");
  }

  private static Kind overTls(List<Throwable> causes) {
    for (Throwable cause : causes) {
      switch (cause) {
        case NotSslRecordException noTls -> {
          return Kind.NO_TLS;
        }
        case SSLException failed -> {
          return Kind.TLS_FAILED;
        }
        // The other side closed or reset the connection. A TLS server that rejects a handshake
        // sends an alert first.
        case IOException closed -> {
          return Kind.NO_TLS;
        }
        default -> {}
      }
    }
    return Kind.NOT_GRPC;
  }
}
