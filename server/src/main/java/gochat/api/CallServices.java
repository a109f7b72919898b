package gochat.api;

import com.google.protobuf.Message;
import gochat.limit.Allowance;
import gochat.limit.Rates;
import gochat.shard.Outcome;
import gochat.shard.Submitter;
import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes gRPC services of calls. A call is resolved on a virtual thread, where it may wait, and
/// then submitted, which does not wait. The reply to a change is made on the lane of the
/// connection.
final class CallServices {
  private final Map<String, Call<?, ?>> calls;
  private final Authentication authentication;
  private final Rates rates;
  private final Executor waiting;

  /// @param waiting runs tasks that wait, any number at a time
  CallServices(
      Collection<Call<?, ?>> calls, Authentication authentication, Rates rates, Executor waiting) {
    this.rates = rates;
    this.waiting = waiting;
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
        ServerCalls.asyncUnaryCall((request, observer) -> {
          CallCredentials shown = CallCredentials.ofCall();
          waiting.execute(() -> serve(call, shown, request, observer));
        }));
  }

  private <Q extends Message, R extends Message> void serve(
      Call<Q, R> call, CallCredentials shown, Q request, StreamObserver<R> observer) {
    try {
      switch (resolve(call, shown, request)) {
        case Resolved.Answer<R>(R answer) -> answer(observer, () -> answer);
        case Resolved.Change<R>(var submission, var answer) -> {
          CompletableFuture<Outcome> outcome = new CompletableFuture<>();
          // Before the outcome can be known, so that the lane always makes the reply.
          outcome.thenAcceptAsync(told -> answer(observer, () -> answer.apply(told)), shown.lane());
          if (!submission.test(new Submitter(outcome::complete, () -> {}))) {
            throw Failures.busy();
          }
        }
      }
    } catch (RuntimeException e) {
      observer.onError(Failures.of(e));
    }
  }

  private static <R> void answer(StreamObserver<R> observer, Supplier<R> answer) {
    R reply;
    try {
      reply = answer.get();
    } catch (RuntimeException e) {
      observer.onError(Failures.of(e));
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

  private <Q extends Message, R extends Message> Resolved<R> resolve(
      Call<Q, R> call, CallCredentials shown, Q request) {
    return switch (call) {
      case Call.Open<Q, R>(_, var handler) -> new Resolved.Answer<>(handler.apply(shown, request));
      case Call.SignedIn<Q, R>(_, boolean isChange, _, var handler) -> {
        Caller caller = authentication.identify(shown);
        if (isChange) {
          spend(caller.allowance(rates), request);
        }
        yield handler.apply(caller, request);
      }
    };
  }
}
