package gochat.server;

import static gochat.server.ServerFixture.TEXT_BYTES_MAX;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import gochat.Gochat.ChatMessage;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that are no message of the contract end only their own stream, not the other streams of
/// the connection. Lines 2 to 4 of the test plan.
class BadInputTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A name whose length is longer than the message.
        "\n\u007fab",
        // A length that never ends.
        "\n\u0080\u0080",
        // UTF-8 that is none: a lone continuation byte, a surrogate, a character cut short.
        "\u001a\u0001\u0080",
        "\u001a\u0003\u00ed\u00a0\u0080",
        "\u001a\u0002\u00e5\u00a5",
        "\n\u0001\u00ff",
        // The end of a group that never began, the field number 0.
        "\u001c",
        "\u0000\u0000"
      })
  void bytesThatAreNoMessageEndTheirStreamOnly(String bytes) throws Exception {
    ManagedChannel channel = server.channel();
    TestClient alice = TestClient.on(channel).register("Alice");
    TestClient bob = TestClient.on(channel).register("Bob");
    TestClient nobody = TestClient.on(channel);

    alice.send(bytes.getBytes(ISO_8859_1));
    nobody.send(bytes.getBytes(ISO_8859_1));

    for (TestClient wrong : new TestClient[] {alice, nobody}) {
      assertThat(wrong.status().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(wrong.status().getDescription()).contains("not a gochat.ChatMessage");
    }
    TestClient next = TestClient.on(channel).register("Alice");
    next.say("the name is free");
    bob.expect("Alice", "", "the name is free");
  }

  @Test
  void randomBytesHarmNoOtherStream() throws Exception {
    ManagedChannel channel = server.channel();
    TestClient bob = TestClient.on(channel).register("Bob");
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(1, 2_000)];
      random.nextBytes(bytes);
      TestClient client = TestClient.on(channel);
      client.send(bytes);
      client.halfClose();
      assertThat(client.status().getCode())
          .as("seed %d", seed)
          .isIn(Status.Code.INVALID_ARGUMENT, Status.Code.OK);
    }

    bob.send("", "Bob", "unharmed");
    bob.expect("Bob", "Bob", "unharmed");
  }

  @Test
  void metadataThatIsTooLongEndsItsStreamOnly() throws Exception {
    ManagedChannel channel = server.channel();
    TestClient bob = TestClient.on(channel).register("Bob");
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(20_000));

    TestClient alice =
        TestClient.on(
            ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(metadata)));

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(alice.status().getDescription())
        .isEqualTo("The headers are too long (expected: at most 16384 bytes).");
    bob.send("", "Bob", "unharmed");
    bob.expect("Bob", "Bob", "unharmed");
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    TestClient alice = server.join("Alice");
    TestClient bob = server.join("Bob");
    UnknownFieldSet later =
        UnknownFieldSet.newBuilder()
            .addField(4, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .addField(
                1_000,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("from a later version"))
                    .build())
            .build();

    alice.send(
        ChatMessage.newBuilder().setContent("hi").setUnknownFields(later).build().toByteArray());

    bob.expect("Alice", "", "hi");
  }

  @Test
  void compressedMessagesAreReadAndTooLongOnesRefusedByANotice() throws Exception {
    TestClient alice = TestClient.compressingOn(server.channel()).register("Alice");
    TestClient bob = server.join("Bob");
    String longest = "x".repeat(TEXT_BYTES_MAX);

    alice.say(longest);
    alice.say(longest + "y");
    alice.say("short");

    bob.expect("Alice", "", longest);
    bob.expect("Alice", "", "short");
    assertThat(alice.next().getContent()).startsWith("Your message is too long");
  }

  @Test
  void aCompressedBombEndsItsStreamOnly() throws Exception {
    ManagedChannel channel = server.channel();
    TestClient alice = TestClient.compressingOn(channel).register("Alice");
    TestClient bob = TestClient.on(channel).register("Bob");

    alice.say("x".repeat(16 * 1_024 * 1_024));

    assertThat(alice.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    bob.send("", "Bob", "unharmed");
    bob.expect("Bob", "Bob", "unharmed");
  }
}
