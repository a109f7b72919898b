package gochat.client;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A chat server in the process of a test, which the test can stop and start again.
public interface TestServer extends AutoCloseable {
  /// The servers that a client of the first contract works with; its tests run against each.
  enum Kind {
    /// A model of the first server, which was written in Go.
    SEED {
      @Override
      public TestServer start() throws IOException {
        return SeedServer.start();
      }
    },
    /// The server of this project.
    REAL {
      @Override
      public TestServer start() throws IOException {
        return RealServer.start();
      }
    };

    public abstract TestServer start() throws IOException;
  }

  ServerAddress address();

  /// Ends all connections and stops listening.
  void stop() throws IOException;

  /// Listens again at the same address.
  void startAgain() throws IOException;

  @Override
  void close() throws IOException;

  /// A model of a server: one service, on the gRPC of Java.
  abstract class Model implements TestServer {
    private int port;
    private @Nullable SslContext tls;
    private @Nullable Server server;

    protected abstract ServerServiceDefinition service();

    /// Sets the certificate for the next start; null for none.
    public final void use(@Nullable SslContext newTls) {
      tls = newTls;
    }

    @Override
    public final void startAgain() throws IOException {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      if (tls != null) {
        builder.sslContext(tls);
      }
      server = builder.executor(Thread::startVirtualThread).addService(service()).build().start();
      port = server.getPort();
    }

    @Override
    public final ServerAddress address() {
      return new ServerAddress("127.0.0.1", port);
    }

    @Override
    public final void stop() throws IOException {
      if (server != null) {
        try {
          server.shutdownNow().awaitTermination();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException(e.getMessage());
        }
      }
    }

    @Override
    public void close() throws IOException {
      stop();
    }
  }
}
