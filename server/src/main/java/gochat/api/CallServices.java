package gochat.api;

import com.google.protobuf.Message;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes gRPC services of calls. Each call is served and answered on the thread that the transport
/// gives it, which must be a virtual one.
final class CallServices {
  private final Map<String, Call<?, ?>> calls;
  private final Authentication authentication;
  private final Rates rates;

  CallServices(Collection<Call<?, ?>> calls, Authentication authentication, Rates rates) {
    this.rates = rates;
    this.calls =
        calls.stream()
            .collect(
                Collectors.toMap(call -> call.method().getFullMethodName(), Function.identity()));
    this.authentication = authentication;
  }

  /// @throws IllegalStateException when a method of the service has no call
  ServerServiceDefinition of(ServiceDescriptor service) {
    ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
    for (MethodDescriptor<?, ?> method : service.getMethods()) {
      Call<?, ?> call = calls.get(method.getFullMethodName());
      if (call == null) {
        throw new IllegalStateException("no call for " + method.getFullMethodName());
      }
      definition.addMethod(method(call));
    }
    return ServerInterceptors.intercept(definition.build(), new CallCredentials.Interceptor());
  }

  private <Q extends Message, R extends Message> ServerMethodDefinition<Q, R> method(
      Call<Q, R> call) {
    return ServerMethodDefinition.create(
        call.method(),
        ServerCalls.asyncUnaryCall((request, observer) -> answer(call, request, observer)));
  }

  private <Q extends Message, R extends Message> void answer(
      Call<Q, R> call, Q request, StreamObserver<R> observer) {
    R reply;
    try {
      reply = reply(call, request);
    } catch (RuntimeException e) {
      StatusRuntimeException failure = Failures.of(e);
      observer.onError(failure);
      return;
    }
    observer.onNext(reply);
    observer.onCompleted();
  }

  /// Charges the caller's allowance. A call beyond the user's own rate is refused. One beyond the
  /// address's rate is only delayed, because other users of the address may be the cause.
  private static void spend(Allowance allowance, Message request) {
    long ownNanos = allowance.ownWaitNanos();
    if (ownNanos > 0) {
      throw Failures.tooFast(ownNanos);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(allowance.waitNanos());
    } catch (InterruptedException _) {
      // The client is gone.
      throw Failures.tooFast(allowance.waitNanos());
    }
    allowance.take(1, request.getSerializedSize());
  }

  private <Q extends Message, R extends Message> R reply(Call<Q, R> call, Q request) {
    CallCredentials shown = CallCredentials.ofCall();
    return switch (call) {
      case Call.Open<Q, R>(_, var handler) -> handler.apply(shown.origin(), request);
      case Call.SignedIn<Q, R>(_, boolean isChange, var handler) -> {
        Caller caller = authentication.identify(shown);
        if (isChange) {
          spend(caller.allowance(rates), request);
        }
        CompletionStage<R> reply = handler.apply(caller, request);
        // Wait here, so that this thread encodes the reply and not the shard's.
        yield reply.toCompletableFuture().join();
      }
    };
  }
}
