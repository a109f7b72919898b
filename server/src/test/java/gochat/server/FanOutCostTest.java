package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.SocketTap;
import gochat.room.Author;
import gochat.room.Standing;
import gochat.server.Crowd.Wire;
import gochat.server.CrowdReader.Speed;
import io.grpc.ManagedChannel;
import io.netty.util.ResourceLeakDetector;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The cost of the delivery of a message, counted and not timed, so that slow and fast machines
/// agree: encodings, writes to sockets, bytes on the heap. Through the real edges, over real
/// sockets.
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class FanOutCostTest {
  private static final int TEXT_BYTES = 100;
  private static final int READERS = 200;
  private static final int FEW_READERS = 50;
  private static final int MEASURED_MESSAGES = 100;

  /// Of each kind: two ids of HTTP/2 streams, seed and v1; WebSockets; server-sent events.
  private static final int DISTINCT_FRAMES = 2 + 2 + 1 + 1;

  /// Seed, v1, JSON.
  private static final int FORMATS = 3;

  /// Less than what a text stream writes in one piece, 16 KiB, in any format.
  private static final int BURST = 32;

  /// It is 62, and 81 interpreted: a view of the shared bytes, and the cost of finding them.
  private static final long BYTES_MAX = 128;

  private final ResourceLeakDetector.Level leakDetection = ResourceLeakDetector.getLevel();
  private MeasuredServer server;
  private ManagedChannel channel;
  private Crowd crowd;

  @BeforeEach
  void start() throws Exception {
    // The leak detector wraps buffers in objects of its own.
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    server = new MeasuredServer(TEXT_BYTES);
    channel = TestClient.channel(server.port());
    String token = V1Client.register(channel, "Reader").signedIn().getToken();
    crowd = new Crowd(server, token, TEXT_BYTES);
  }

  @AfterEach
  void stop() throws Exception {
    crowd.close();
    channel.shutdownNow();
    server.close();
    ResourceLeakDetector.setLevel(leakDetection);
  }

  @ParameterizedTest
  @CsvSource({"1, 50", BURST + ", 10"})
  void aTurnIsEncodedOnceAndFramedOnceAndWrittenOnceToEachConnection(int messages, int times)
      throws Exception {
    for (Wire wire : Wire.values()) {
      crowd.join(wire, READERS / Wire.values().length, Speed.FULL);
    }
    long turnsBefore = server.shard().turns();
    long encodingsBefore = server.shard().encodings();

    server.openTap();
    for (int i = 0; i < times; i++) {
      crowd.say(messages);
    }
    SocketTap.Counts counts = server.closeTap();

    long turns = server.shard().turns() - turnsBefore;
    assertThat(server.shard().encodings() - encodingsBefore)
        .as("encodings")
        .isEqualTo(turns * FORMATS);
    assertThat(counts.buffers()).as("buffers").isEqualTo(turns * DISTINCT_FRAMES);
    // Turns that wait for the event loop may share a write; those of single messages don't wait.
    assertThat(counts.flushes())
        .as("flushes")
        .hasSize(READERS)
        .allMatch(flushes -> flushes >= times && flushes <= turns);
  }

  @Test
  void theStreamsOfAConnectionShareItsWrite() throws Exception {
    crowd.joinTogether(1, 9);
    crowd.joinTogether(1, 9);

    server.openTap();
    for (int i = 0; i < 20; i++) {
      crowd.say(1);
    }

    assertThat(server.closeTap().flushes()).hasSize(2).containsOnly(20L);
  }

  @Test
  void turnsThatWaitForTheEventLoopShareAWrite() throws Exception {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.GUEST);
    crowd.join(Wire.SEED, 10, Speed.FULL);
    crowd.join(Wire.V1, 10, Speed.FULL);

    server.openTap();
    server.whileTheLoopIsBusy(() -> {
      for (int i = 0; i < 5; i++) {
        server.post(author, "x".repeat(TEXT_BYTES));
      }
    });
    server.afterWhatWaits();

    // The crowd's sender listens too.
    assertThat(server.closeTap().flushes()).hasSize(21).containsOnly(1L);
  }

  /// The bounds are between what it costs and what it would cost if each reader had bytes of its
  /// own; compiled or interpreted makes little difference. Events are left out: the end of each of
  /// their chunks is a buffer of Netty's that another test may have had made under the leak
  /// detector.
  @ParameterizedTest
  @EnumSource(names = {"SEED", "V1", "WEB_SOCKET"})
  void aReaderMoreCostsFewBytesOnTheHeapForAMessage(Wire wire) throws Exception {
    crowd.join(wire, FEW_READERS, Speed.FULL);
    var _ = allocatedBytes(MEASURED_MESSAGES);
    long byFew = allocatedBytes(MEASURED_MESSAGES);
    crowd.join(wire, READERS - FEW_READERS, Speed.FULL);
    var _ = allocatedBytes(10);
    long byAll = allocatedBytes(MEASURED_MESSAGES);

    // The cost that does not depend on readers is in both.
    long bytes = (byAll - byFew) / (READERS - FEW_READERS) / MEASURED_MESSAGES;
    assertThat(bytes).isBetween(1L, BYTES_MAX);
  }

  /// By the threads that deliver: the event loop's and the shard's.
  private long allocatedBytes(int messages) throws Exception {
    long before = server.allocatedBytes();
    for (int i = 0; i < messages; i++) {
      crowd.say(1);
    }
    return server.allocatedBytes() - before;
  }
}
