package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.Gochat.ChatMessage;
import gochat.account.Registration;
import gochat.account.TestPasswords;
import gochat.api.ServerInfo;
import gochat.limit.LimitTable.Holds;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.StreamLimit;
import gochat.retention.RetentionSweep;
import gochat.room.RetentionRule;
import gochat.room.TestPolicy;
import gochat.server.Core;
import gochat.session.FirstContract;
import gochat.store.Store;
import gochat.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The server keeps a deadline by itself; a client that keeps it too would hide that.
@ExtendWith(NoLeaks.class)
class ChatDeadlineTest {
  private static final int TEXT_BYTES_MAX = 1_000;

  @Test
  void aStreamEndsWhenItsDeadlineHasPassed() throws Exception {
    ServiceRegistry.Builder services = ServiceRegistry.builder();
    try (Store store = MemoryStore.create(1);
        Core _ = core(store, services, Limits.STANDARD);
        EdgeFixture edge = new EdgeFixture(services.build(TEXT_BYTES_MAX));
        RawHttp2 client = RawHttp2.connect(edge.port())) {
      client.request(1, "/gochat.ChatService/Chat", false, "grpc-timeout", "50m");

      RawHttp2.Frame end = client.expect(RawHttp2.HEADERS);

      assertThat(end.flags() & RawHttp2.END_STREAM).isEqualTo(RawHttp2.END_STREAM);
      assertThat(end.headers()).contains("grpc-status: 4", "call has passed");
    }
  }

  @Test
  @Holds("stream.unregistered-ms")
  void aStreamWithoutAFirstMessageEnds() throws Exception {
    Limits quick = Limits.STANDARD.with(StreamLimit.UNREGISTERED, 200);
    ServiceRegistry.Builder services = ServiceRegistry.builder();
    try (Store store = MemoryStore.create(1);
        Core _ = core(store, services, quick);
        EdgeFixture edge = new EdgeFixture(services.build(TEXT_BYTES_MAX), quick);
        RawHttp2 alice = RawHttp2.connect(edge.port());
        RawHttp2 nobody = RawHttp2.connect(edge.port())) {
      // In one write, so that no pause of this machine comes between the request and the name.
      byte[] headers = RawHttp2.grpcHeaders("/gochat.ChatService/Chat");
      byte[] name = ChatMessage.newBuilder().setUsername("Alice").build().toByteArray();
      var frames = new ByteArrayOutputStream();
      frames.writeBytes(RawHttp2.frameBytes(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, headers));
      frames.writeBytes(RawHttp2.frameBytes(RawHttp2.DATA, 0, 1, RawHttp2.message(name)));
      alice.bytes(frames.toByteArray());
      alice.expect(RawHttp2.HEADERS);
      nobody.request(1, "/gochat.ChatService/Chat", false);

      RawHttp2.Frame end = nobody.expect(RawHttp2.HEADERS);

      assertThat(end.headers()).contains("grpc-status: 3", "No name came");
      alice.frame(RawHttp2.PING, 0, 0, new byte[8]);
      RawHttp2.Frame next = alice.readUntil(f -> f.type() != RawHttp2.SETTINGS);
      assertThat(next).isNotNull();
      assertThat(next.type()).as("Alice's stream is open").isEqualTo(RawHttp2.PING);
    }
  }

  private static Core core(Store store, ServiceRegistry.Builder services, Limits limits) {
    Core core =
        new Core(
            new Core.Setup(
                limits.with(MessageLimit.TEXT_BYTES, TEXT_BYTES_MAX),
                NetworkList.EMPTY,
                Registration.OPEN,
                FirstContract.EVERYBODY,
                TestPolicy.of(TEXT_BYTES_MAX),
                true,
                false,
                TestPasswords.COST,
                new RetentionSweep.Rules(RetentionRule.NONE, RetentionRule.NONE),
                new ServerInfo("GoChat", "", () -> "")),
            store,
            fatal -> {
              throw new AssertionError(fatal);
            });
    new SeedService(core.api().services(), core.api().authentication()).addTo(services);
    return core;
  }
}
