package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import gochat.Gochat.ChatMessage;
import gochat.limit.LimitTable.Holds;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class SkippedUsernameTest {
  private static final ByteString TEXT =
      ChatMessage.newBuilder()
          .setTargetname("Bob")
          .setContent("x".repeat(1_000))
          .build()
          .toByteString();

  @Test
  void theNameIsFoundHoweverTheBytesAreSplit() {
    ByteString message = name("Ålice").concat(TEXT);

    for (int partBytes : new int[] {1, 2, 7, message.size()}) {
      assertThat(found(message, partBytes)).isEqualTo("Ålice");
    }
  }

  @Test
  void theNameIsFoundAtAnyPlaceAndTheLastOneCounts() {
    assertThat(found(TEXT.concat(name("Alice")), 100)).isEqualTo("Alice");
    assertThat(found(name("Carol").concat(TEXT).concat(name("Alice")), 100)).isEqualTo("Alice");
  }

  @Test
  void fieldsFromTheFutureArePassedOver() {
    UnknownFieldSet future =
        UnknownFieldSet.newBuilder()
            .addField(1_000, Field.newBuilder().addVarint(-1).build())
            .addField(7, Field.newBuilder().addFixed32(0x0a0a0a0a).build())
            .addField(8, Field.newBuilder().addFixed64(0x0a0a0a0a0a0a0a0aL).build())
            .addField(9, Field.newBuilder().addGroup(UnknownFieldSet.getDefaultInstance()).build())
            .build();

    assertThat(found(future.toByteString().concat(name("Alice")), 3)).isEqualTo("Alice");
  }

  @Test
  @Holds("request.skipped-name-bytes-max")
  void theBeginningOfANameThatIsFarTooLongIsKept() {
    assertThat(found(name("y".repeat(100_000)).concat(TEXT), 1_000)).isEqualTo("y".repeat(1_024));
  }

  @Test
  void aMessageWithoutANameHasAnEmptyOne() {
    assertThat(found(TEXT, 100)).isEmpty();
    assertThat(found(ByteString.copyFrom(new byte[1_000]), 100)).isEmpty();
  }

  private static ByteString name(String name) {
    return ChatMessage.newBuilder().setUsername(name).build().toByteString();
  }

  private static String found(ByteString message, int partBytes) {
    SkippedUsername skipped = new SkippedUsername();
    for (int from = 0; from < message.size(); from += partBytes) {
      int to = Math.min(message.size(), from + partBytes);
      skipped.read(Unpooled.wrappedBuffer(message.substring(from, to).toByteArray()));
    }
    return skipped.username();
  }
}
