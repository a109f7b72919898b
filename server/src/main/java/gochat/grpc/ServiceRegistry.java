package gochat.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The services of a port by the paths of their methods. Immutable.
public final class ServiceRegistry {
  private final Map<AsciiString, InboundStream.Factory> factories;

  private ServiceRegistry(Map<AsciiString, InboundStream.Factory> factories) {
    this.factories = Map.copyOf(factories);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The factory for `path` (`/package.Service/Method`), null for an unknown one.
  InboundStream.@Nullable Factory find(@Nullable CharSequence path) {
    return path == null ? null : factories.get(AsciiString.of(path));
  }

  public static final class Builder {
    private final List<ServerServiceDefinition> services = new ArrayList<>();
    private final Map<AsciiString, InboundStream.Factory> streams = new HashMap<>();

    private Builder() {}

    /// Adds an ordinary service with its interceptors.
    public Builder add(ServerServiceDefinition service) {
      services.add(service);
      return this;
    }

    /// Adds a method whose stream works with frames instead of calls. Its service must be added
    /// too, for reflection and for its other methods.
    Builder stream(MethodDescriptor<?, ?> method, InboundStream.Factory factory) {
      streams.put(pathOf(method), factory);
      return this;
    }

    /// @param messageBytesMax the longest message that an ordinary service receives
    public ServiceRegistry build(int messageBytesMax) {
      Server view = new ServerView(List.copyOf(services));
      Map<AsciiString, InboundStream.Factory> factories = new HashMap<>();
      for (ServerServiceDefinition service : services) {
        for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
          factories.put(
              pathOf(method.getMethodDescriptor()),
              (request, responder) ->
                  NettyServerCall.start(method, request, responder, view, messageBytesMax));
        }
      }
      factories.putAll(streams);
      return new ServiceRegistry(factories);
    }

    private static AsciiString pathOf(MethodDescriptor<?, ?> method) {
      return AsciiString.of("/" + method.getFullMethodName());
    }
  }

  /// The part of a server that the reflection service needs: the list of its services.
  private static final class ServerView extends Server {
    private final List<ServerServiceDefinition> services;

    ServerView(List<ServerServiceDefinition> services) {
      this.services = services;
    }

    @Override
    public List<ServerServiceDefinition> getServices() {
      return services;
    }

    @Override
    public List<ServerServiceDefinition> getImmutableServices() {
      return services;
    }

    @Override
    public List<ServerServiceDefinition> getMutableServices() {
      return List.of();
    }

    @Override
    public Server start() {
      throw notItsBusiness();
    }

    @Override
    public Server shutdown() {
      throw notItsBusiness();
    }

    @Override
    public Server shutdownNow() {
      throw notItsBusiness();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      throw notItsBusiness();
    }

    @Override
    public void awaitTermination() {
      throw notItsBusiness();
    }

    private static UnsupportedOperationException notItsBusiness() {
      return new UnsupportedOperationException("a service does not start or stop its server");
    }
  }
}
