package gochat.grpc;

import io.grpc.Context;
import io.grpc.InternalServer;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// A method of an ordinary gRPC service: makes a call of each request. Runs on the connection's
/// event loop.
///
/// @param server what the reflection service finds in its call's context
/// @param messageBytesMax the longest message that the method receives
record OrdinaryMethod<Q, R>(
    ServerMethodDefinition<Q, R> definition, Server server, int messageBytesMax)
    implements InboundStream.Factory {
  @Override
  public InboundStream open(GrpcRequest request, GrpcResponder responder) {
    Context context = Context.ROOT.withValue(InternalServer.SERVER_CONTEXT_KEY, server);
    String timeout = request.header(GrpcHeaders.TIMEOUT.toString());
    if (timeout == null) {
      return call(request, responder, context.withCancellation());
    }
    OptionalLong nanos = GrpcHeaders.timeoutNanos(timeout);
    if (nanos.isEmpty()) {
      responder.end(
          Status.INTERNAL.withDescription(
              "grpc-timeout: " + timeout + " (expected: 1 to 8 digits and a unit, like 5S)"));
      return new RefusedStream(responder);
    }
    return call(
        request,
        responder,
        context.withDeadlineAfter(nanos.getAsLong(), TimeUnit.NANOSECONDS, responder.eventLoop()));
  }

  private InboundStream call(
      GrpcRequest request, GrpcResponder responder, Context.CancellableContext context) {
    var call =
        new NettyServerCall<>(
            definition.getMethodDescriptor(), request, responder, context, messageBytesMax);
    call.start(definition.getServerCallHandler());
    return call;
  }
}
