package gochat.store.postgres;

import static java.util.stream.Collectors.joining;

import gochat.server.ChatServer;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;

/// Resolves the names `any:///PORT,PORT…` of several servers on this machine.
final class AnyServer extends NameResolverProvider {
  private static final String SCHEME = "any";

  static {
    NameResolverRegistry.getDefaultRegistry().register(new AnyServer());
  }

  private AnyServer() {}

  /// A channel to the first of some servers that takes connections; to another one when it ends.
  static ManagedChannel connect(ChatServer... servers) {
    String ports =
        Arrays.stream(servers).map(server -> String.valueOf(server.port())).collect(joining(","));
    return NettyChannelBuilder.forTarget(SCHEME + ":///" + ports).usePlaintext().build();
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    return new NameResolver() {
      @Override
      public String getServiceAuthority() {
        return "localhost";
      }

      @Override
      public void start(Listener2 listener) {
        listener.onResult(
            ResolutionResult.newBuilder()
                .setAddressesOrError(
                    StatusOr.fromValue(
                        Arrays.stream(target.getPath().substring(1).split(",", -1))
                            .map(port ->
                                new InetSocketAddress(
                                    InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
                            .map(EquivalentAddressGroup::new)
                            .toList()))
                .build());
      }

      @Override
      public void shutdown() {}
    };
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
  }
}
