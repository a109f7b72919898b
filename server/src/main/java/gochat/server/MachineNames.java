package gochat.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the names of this machine without asking the network.
final class MachineNames {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");
  private static final Path RESOLVER = Path.of("/etc/resolv.conf");

  private MachineNames() {}

  static Set<String> find() {
    return of(hostName(), domains(lines(RESOLVER)));
  }

  /// @param hostName the system's host name, with or without its domain; empty for none
  /// @param domains possible domains of the machine
  static Set<String> of(String hostName, List<String> domains) {
    Set<String> names = new LinkedHashSet<>();
    if (!hostName.isEmpty()) {
      String label = hostName.replaceFirst("\\..*", "");
      names.add(hostName);
      names.add(label);
      names.add(label + ".local");
      domains.forEach(domain -> names.add(label + "." + domain));
    }
    return names;
  }

  /// The domains in a `resolv.conf`.
  static List<String> domains(List<String> lines) {
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words[0].equals("search") || words[0].equals("domain"))
        .flatMap(words -> Arrays.stream(words).skip(1))
        .filter(domain -> !domain.equals("."))
        .toList();
  }

  private static String hostName() {
    List<String> kernel = lines(KERNEL);
    if (!kernel.isEmpty()) {
      return kernel.getFirst().strip();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
