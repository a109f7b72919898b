package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import gochat.v1.ClientFrame;
import gochat.v1.ListHistoryRequest;
import gochat.v1.Reply;
import gochat.v1.RoomKind;
import gochat.v1.SendMessageRequest;
import gochat.v1.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallsTest {
  /// Requests about the stream itself.
  private static final Set<String> OF_THE_STREAM = Set.of("start", "watch_presence");

  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");

  @AfterEach
  void close() {
    world.close();
  }

  static Stream<FieldDescriptor> requestFields() {
    return Calls.REQUEST.getFields().stream()
        .filter(field -> !OF_THE_STREAM.contains(field.getName()));
  }

  @ParameterizedTest
  @MethodSource("requestFields")
  void everyRequestOfAFrameHasItsHandlerAndTheReplyOfItsNumber(FieldDescriptor field) {
    Message empty =
        ClientFrame.getDefaultInstance().newBuilderForType().newBuilderForField(field).build();
    ClientFrame frame = ClientFrame.newBuilder().setId(3).setField(field, empty).build();

    Reply reply = world.answer(alice, frame).join();

    assertThat(reply.getId()).isEqualTo(3);
    if (reply.hasError()) {
      assertThat(Code.forNumber(reply.getError().getCode()))
          .isIn(Code.INVALID_ARGUMENT, Code.NOT_FOUND);
    } else {
      assertThat(reply.getReplyCase().getNumber()).isEqualTo(field.getNumber());
    }
    FieldDescriptor replyField = Reply.getDescriptor().findFieldByNumber(field.getNumber());
    assertThat(replyField.getName()).isEqualTo(field.getName());
    assertThat(replyField.getMessageType().getName())
        .isEqualTo(field.getMessageType().getName().replace("Request", "Response"));
  }

  @Test
  void aFrameWithoutARequestIsUnimplemented() {
    Reply reply = world.answer(alice, ClientFrame.newBuilder().setId(1).build()).join();

    assertThat(reply.getError().getCode()).isEqualTo(Code.UNIMPLEMENTED.getNumber());
    assertThat(reply.getError().getMessage()).contains("newer than the server");
  }

  @Test
  void aSecondStartIsNamedAsSuch() {
    Reply reply = world.reply(alice, StartRequest.getDefaultInstance());

    assertThat(ApiWorld.reason(reply.getError())).isEqualTo("START_REPEATED");
  }

  @Test
  void messagesAreStoredInTheOrderInWhichTheyWereHandedOver() {
    String room = world.room(alice, "ordered", RoomKind.ROOM_KIND_PUBLIC);
    List<CompletableFuture<Reply>> replies = new ArrayList<>();

    for (int i = 0; i < 100; i++) {
      ClientFrame frame =
          Requests.frame(
              i, SendMessageRequest.newBuilder().setRoom("#ordered").setText("m" + i).build());
      replies.add(world.answer(alice, frame));
    }

    assertThat(replies.stream().map(CompletableFuture::join))
        .extracting(reply -> reply.getSendMessage().getSent().getSeq())
        .containsExactlyElementsOf(IntStream.rangeClosed(2, 101).mapToObj(i -> (long) i).toList());
    assertThat(world.head(room)).isEqualTo(101);
  }

  @Test
  void aFailureIsAReplyWithTheStatusOfACallOfItsOwn() {
    Reply reply =
        world.reply(
            alice, ListHistoryRequest.newBuilder().setRoom("lobby").setPageSize(201).build());

    assertThat(reply.getId()).isEqualTo(7);
    assertThat(reply.getError().getMessage())
        .isEqualTo("page_size: 201 (expected: 1..200; 0 takes 50)");
  }
}
