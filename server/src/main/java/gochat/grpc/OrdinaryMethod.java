package gochat.grpc;

import io.grpc.Context;
import io.grpc.InternalServer;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
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
    Context.CancellableContext bounded =
        request.timeoutNanos() == GrpcRequest.NO_TIMEOUT
            ? context.withCancellation()
            : context.withDeadlineAfter(
                request.timeoutNanos(), TimeUnit.NANOSECONDS, responder.eventLoop());
    return NettyServerCall.start(definition, request, responder, bounded, messageBytesMax);
  }
}
