package gochat.error;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An error as a client gets it, on every transport: a reason for programs, a sentence that says
/// what happened, with which value, and what to do, and details of `google.rpc`. A correct client
/// meets few of them, as opposed to refusals, which are replies.
///
/// It has no stack trace: its cause is the request, or was logged.
public final class Failure extends StatusRuntimeException {
  /// The domain of all reasons.
  public static final String DOMAIN = "gochat.v1";

  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(Failure.class);

  /// As [StatusProto] names it.
  private static final Metadata.Key<Status> DETAILS =
      Metadata.Key.of(
          "grpc-status-details-bin", ProtoUtils.metadataMarshaller(Status.getDefaultInstance()));

  private final Reason reason;
  private final Status status;

  private Failure(Reason reason, Status status, Metadata trailers) {
    super(
        io.grpc.Status.fromCodeValue(status.getCode()).withDescription(status.getMessage()),
        trailers);
    this.reason = reason;
    this.status = status;
    trailers.discardAll(DETAILS);
    trailers.put(DETAILS, status);
  }

  private static Failure of(Reason reason, String sentence, List<Any> details) {
    ErrorCounts.count(reason);
    Status.Builder status =
        Status.newBuilder().setCode(reason.code().getNumber()).setMessage(sentence);
    status.addDetails(info(reason)).addAllDetails(details);
    return new Failure(reason, status.build(), new Metadata());
  }

  private static Any info(Reason reason) {
    return Any.pack(ErrorInfo.newBuilder().setReason(reason.name()).setDomain(DOMAIN).build());
  }

  /// @param sentence for people; values in it are safe to be shown
  public static Failure of(Reason reason, String sentence) {
    return of(reason, sentence, List.of());
  }

  /// @param retryAfter the time after which another try may succeed
  public static Failure of(Reason reason, String sentence, Duration retryAfter) {
    RetryInfo retry =
        RetryInfo.newBuilder().setRetryDelay(Durations.fromNanos(retryAfter.toNanos())).build();
    return of(reason, sentence, List.of(Any.pack(retry)));
  }

  /// @param field the field's path in the request, such as `cursors[3].seq`
  /// @param value the field's value, safe to be shown
  public static Failure invalid(String field, Object value, String expectation) {
    return invalid(field, "%s: %s (expected: %s)".formatted(field, value, expectation));
  }

  /// @param sentence what is wrong with `field`
  public static Failure invalid(String field, String sentence) {
    BadRequest wrong =
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder().setField(field).setDescription(sentence))
            .build();
    return of(Reason.FIELD_INVALID, sentence, List.of(Any.pack(wrong)));
  }

  /// The failure of a service whose exception is no failure. An exception with a status is for the
  /// client; any other one is logged.
  ///
  /// @param where the method or path, for the log
  public static Failure of(Throwable thrown, String where) {
    return switch (thrown) {
      case Failure failure -> failure;
      case StatusRuntimeException e -> of(e.getStatus(), e.getTrailers());
      case StatusException e -> of(e.getStatus(), e.getTrailers());
      default -> {
        if (thrown.getCause() instanceof StatusException e) {
          yield of(e.getStatus(), e.getTrailers());
        }
        log.atError().addKeyValue("method", where).setCause(thrown).log("a service failed");
        yield of(Reason.SERVER_FAILED, "The server failed; its log says why.");
      }
    };
  }

  /// The failure that a status of gRPC stands for. One without a reason of this server, such as of
  /// gRPC's own services, keeps its code and its trailers, and gets a reason.
  public static Failure of(io.grpc.Status status, @Nullable Metadata trailers) {
    Metadata all = new Metadata();
    if (trailers != null) {
      all.merge(trailers);
    }
    Status told = StatusProto.fromStatusAndTrailers(status, trailers);
    Optional<Reason> known =
        detail(told, ErrorInfo.class)
            .filter(info -> info.getDomain().equals(DOMAIN))
            .map(info -> Reason.valueOf(info.getReason()));
    if (known.isPresent()) {
      return new Failure(known.get(), told, all);
    }
    Reason reason = reasonOf(status.getCode());
    ErrorCounts.count(reason);
    return new Failure(reason, told.toBuilder().addDetails(info(reason)).build(), all);
  }

  private static Reason reasonOf(io.grpc.Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> Reason.FIELD_INVALID;
      case NOT_FOUND -> Reason.NOT_FOUND;
      case UNIMPLEMENTED -> Reason.CALL_UNKNOWN;
      case RESOURCE_EXHAUSTED -> Reason.BUSY;
      case CANCELLED -> Reason.CANCELLED;
      case DEADLINE_EXCEEDED -> Reason.DEADLINE_PASSED;
      default -> Reason.SERVER_FAILED;
    };
  }

  private static <M extends Message> Optional<M> detail(Status status, Class<M> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// Whether a failure leaves open if its request has taken effect, and a repeat would tell.
  public static boolean isUnknown(Status status) {
    return status.getCode() == Code.UNAVAILABLE_VALUE;
  }

  public Reason reason() {
    return reason;
  }

  public String sentence() {
    return status.getMessage();
  }

  /// With all details.
  public Status status() {
    return status;
  }

  /// The details, as gRPC sends them.
  public Metadata trailers() {
    return requireNonNull(getTrailers());
  }

  /// The time after which another try may succeed; empty if there is none.
  public Optional<Duration> retryAfter() {
    return detail(status, RetryInfo.class)
        .map(info -> Duration.ofNanos(Durations.toNanos(info.getRetryDelay())));
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
