package gochat.bench;

import gochat.bench.wire.Protocol;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options for the server that a run loads.
final class TargetOptions {
  @Option(names = "--target", required = true, paramLabel = "HOST:PORT", description = "the server")
  private String target = "";

  @Option(
      names = "--pid",
      description = "the server's process on this machine, to read its CPU time and memory")
  private @Nullable Long pid;

  @Option(
      names = "--protocol",
      description = "the server's protocol: ${COMPLETION-CANDIDATES} (seed; for sends v1)")
  private @Nullable ProtocolName protocol;

  @Option(names = "--tls", description = "uses TLS 1.3 and trusts any certificate")
  private boolean tls;

  InetSocketAddress address() {
    return address("--target", target);
  }

  /// @throws IllegalArgumentException when `target`, which the option has, is no address
  static InetSocketAddress address(String option, String target) {
    int colon = target.lastIndexOf(':');
    try {
      int port = Integer.parseInt(target.substring(colon + 1));
      return new InetSocketAddress(target.substring(0, colon), port);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + ": " + target + " (expected: HOST:PORT, as in 127.0.0.1:1234)", e);
    }
  }

  OptionalLong pid() {
    return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  /// The server's host and port as given.
  String authority() {
    return target;
  }

  Target target() {
    return target(ProtocolName.SEED);
  }

  /// @param usual the protocol without `--protocol`
  Target target(ProtocolName usual) {
    return target((protocol == null ? usual : protocol).forServer(target));
  }

  /// The server with this protocol, whatever `--protocol` says.
  Target target(Protocol protocol) {
    return new Target(address(), protocol, tls, pid());
  }
}
