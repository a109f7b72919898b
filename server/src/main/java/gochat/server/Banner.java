package gochat.server;

import gochat.account.Registration;
import gochat.limit.ConnectionLimit;
import gochat.ops.Messages;
import gochat.server.Config.OptionalPort;
import gochat.session.FirstContract;
import gochat.store.Durability;
import gochat.tls.TlsIdentity;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The lines that a starting server prints.
final class Banner {
  private static final int CLIENT_DEFAULT_PORT = 1234;

  /// The address of the name localhost. It may not stand for other loopback addresses.
  private static final InetAddress LOCALHOST = InetAddress.ofLiteral("127.0.0.1");

  /// A limit of connections below this is reported even when it is the configured one.
  private static final int CONNECTIONS_ENOUGH = 1_000;

  /// Facts about the machine.
  ///
  /// @param lan the address under which others reach this machine
  /// @param adminCodeFile the file with the administrator's code, empty when the banner may show
  ///   the code
  record Surroundings(
      Optional<InetAddress> lan, OpenFiles openFiles, Optional<Path> adminCodeFile) {}

  private Banner() {}

  /// The second line is for programs. It is the same in every language and names the address, as in
  /// `gochat listening on 0.0.0.0:1234`.
  static List<String> lines(
      Messages messages,
      String version,
      Config config,
      RunningServer server,
      Surroundings surroundings) {
    Optional<InetAddress> lan = surroundings.lan();
    int port = server.port();
    InetAddress address = WebUrl.bound(config);
    List<String> lines = new ArrayList<>();
    lines.add(messages.get("banner.title", version));
    lines.add("gochat listening on " + hostAndPort(address, port));
    lines.add("");
    lines.add(messages.get("banner.here", joinFromHere(config.tls(), server, address)));
    others(address, lan)
        .ifPresent(other ->
            lines.add(
                messages.get("banner.elsewhere", joinFromElsewhere(config.tls(), server, other))));
    lines.addAll(web(messages, config, server, address));
    server
        .opsPort()
        .ifPresent(ops -> lines.add(messages.get("banner.ops", hostAndPort(LOCALHOST, ops))));
    if (!config.store().isEmbedded()) {
      lines.add(messages.get("banner.data", config.store().name()));
    } else if (config.durability() != Durability.MEMORY) {
      lines.add(messages.get("banner.data", config.dataDir()));
    }
    switch (config.durability()) {
      case SYNC -> {}
      case ASYNC -> lines.add(messages.get("banner.async"));
      case MEMORY -> lines.add(messages.get("banner.memory"));
    }
    lines.addAll(encryption(messages, config, server));
    connections(messages, config, surroundings.openFiles()).ifPresent(lines::add);
    lines.add(messages.get(registration(config, server.registration())));
    if (config.access().firstContract() == FirstContract.ACCOUNTS) {
      lines.add(messages.get("banner.first-contract-accounts"));
    }
    if (config.access().guestAllowed() == Config.Switch.OFF) {
      lines.add(messages.get("banner.guests-off"));
    }
    server
        .adminCode()
        .ifPresent(code ->
            lines.add(
                surroundings
                    .adminCodeFile()
                    .map(file -> messages.get("banner.admin-code-file", file))
                    .orElseGet(() -> messages.get("banner.admin-code", code))));
    lines.add(messages.get("banner.stop"));
    return lines;
  }

  /// The key of the line that tells who can register.
  private static String registration(Config config, Registration registration) {
    return switch (registration) {
      case OPEN ->
          config.access().registration() == RegistrationChoice.AUTO
                  && !RegistrationChoice.isLoopback(config.listenHost())
              ? "banner.registration-kept"
              : "banner.registration-open";
      case INVITE -> "banner.registration-invite";
      case OFF -> "banner.registration-off";
    };
  }

  private static List<String> web(
      Messages messages, Config config, RunningServer server, InetAddress bound) {
    return switch (config.webPort()) {
      case OptionalPort.Auto(int number) when server.webPort().isEmpty() ->
          List.of(messages.get("banner.web-taken", String.valueOf(number)));
      case OptionalPort.Auto _, OptionalPort.Fixed _, OptionalPort.Off _ ->
          server.webPort().stream()
              .boxed()
              .flatMap(port -> web(messages, config.tls(), port, bound, server.url()))
              .toList();
    };
  }

  /// The address of the web page. A browser on this machine gets a loopback address: without TLS,
  /// browsers show no notifications from another address, and the server accepts no passwords
  /// there.
  private static Stream<String> web(
      Messages messages, Config.Tls tls, int port, InetAddress bound, String url) {
    String scheme = tls.isOn() ? "https://" : "http://";
    String here =
        scheme + (bound.isAnyLocalAddress() ? "localhost:" + port : hostAndPort(bound, port));
    Stream<String> elsewhere =
        here.equals(url) ? Stream.of() : Stream.of(messages.get("banner.web-elsewhere", url + "/"));
    return Stream.concat(Stream.of(messages.get("banner.web", here + "/")), elsewhere);
  }

  private static Optional<String> connections(
      Messages messages, Config config, OpenFiles openFiles) {
    int wanted = config.limits().of(ConnectionLimit.OPEN);
    int possible = openFiles.connectionsMax(wanted);
    boolean isEnough =
        possible == wanted
            || (wanted == ConnectionLimit.OPEN.standard() && possible >= CONNECTIONS_ENOUGH);
    return isEnough
        ? Optional.empty()
        : Optional.of(messages.get("banner.connections", String.valueOf(possible)));
  }

  private static List<String> encryption(Messages messages, Config config, RunningServer server) {
    List<String> lines = new ArrayList<>();
    if (server.identity().isEmpty()) {
      lines.add(messages.get("banner.insecure"));
    } else {
      lines.add(
          switch (config.tls().plaintext()) {
            case ON -> messages.get("banner.encrypted-or-not");
            case OFF -> messages.get("banner.encrypted");
          });
      TlsIdentity identity = server.identity().get();
      if (config.tls().source() != Config.Tls.Source.ACME) {
        lines.add(messages.get("banner.fingerprint", identity.fingerprint()));
      } else if (identity.isSelfMade()) {
        lines.add(messages.get("banner.acme", config.tls().acme().directory()));
      }
    }
    if (config.tls().plaintext() == Config.Tls.Plaintext.ON) {
      lines.add(
          messages.get(
              switch (config.insecure()) {
                case ON -> "banner.passwords-unencrypted";
                case OFF -> "banner.passwords-encrypted";
              }));
    }
    return lines;
  }

  /// The command that joins from this machine, without encryption where that is served, because the
  /// connection doesn't leave the machine.
  private static String joinFromHere(Config.Tls tls, RunningServer server, InetAddress bound) {
    String join = "bin/client -name Alice";
    int port = server.port();
    boolean isLocalhost = bound.isAnyLocalAddress() || bound.equals(LOCALHOST);
    String at = isLocalhost ? "localhost:" + port : hostAndPort(bound, port);
    if (tls.plaintext() == Config.Tls.Plaintext.OFF) {
      return join + encrypted(tls, server, at);
    }
    return !isLocalhost || port != CLIENT_DEFAULT_PORT ? join + " -server " + at : join;
  }

  private static String joinFromElsewhere(
      Config.Tls tls, RunningServer server, InetAddress address) {
    return "bin/client -name Bob" + encrypted(tls, server, hostAndPort(address, server.port()));
  }

  /// The flags with which a client connects and verifies the server's identity.
  private static String encrypted(Config.Tls tls, RunningServer server, String at) {
    if (server.identity().isEmpty()) {
      return " -server " + at;
    }
    TlsIdentity identity = server.identity().get();
    Optional<String> name = Certificates.name(tls, identity);
    return name.isPresent()
        ? " -server " + name.get() + ":" + server.port() + " -tls"
        : " -server " + at + " -fingerprint " + identity.fingerprint();
  }

  private static Optional<InetAddress> others(InetAddress bound, Optional<InetAddress> lan) {
    if (bound.isAnyLocalAddress()) {
      return lan;
    }
    return bound.isLoopbackAddress() ? Optional.empty() : Optional.of(bound);
  }

  static String hostAndPort(InetAddress address, int port) {
    return NetUtil.toSocketAddressString(new InetSocketAddress(address, port));
  }
}
