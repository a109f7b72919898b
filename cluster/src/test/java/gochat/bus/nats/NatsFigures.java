package gochat.bus.nats;

import gochat.bus.Bus;
import gochat.bus.BusFigures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/// Measures the bus over NATS.
final class NatsFigures {
  private NatsFigures() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("nats");
    try (TestNats server = TestNats.start(directory);
        Bus a = NatsBus.open(NatsConfig.parse(server.url(), null, null), "gochat");
        Bus b = NatsBus.open(NatsConfig.parse(server.url(), null, null), "gochat")) {
      BusFigures.print("NATS", a, b, () -> BusFigures.cpu(LongStream.of(server.pid())));
    }
  }
}
