package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.ClientFrame;
import gochat.v1.Reply;
import gochat.v1.SendMessageRequest;
import gochat.v1.ServerFrame;
import gochat.v1.StartRequest;
import gochat.v1.StreamServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A stream that sends faster than its rate is delayed and loses nothing.
class HeldBackTest {
  private static final int PER_SECOND = 400;

  @RegisterExtension
  private final ServerFixture server =
      new ServerFixture(
          Map.of(
              Setting.RATE_GUEST_CHANGES_PER_SECOND,
              String.valueOf(PER_SECOND),
              Setting.RATE_BURST_SECONDS,
              "1"));

  @Test
  void allThatIsSentTooFastIsDoneInOrderAtTheRate() throws Exception {
    ManagedChannel channel = server.channel();
    V1Client guest = V1Client.guest(channel, "Gus");
    BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    StreamObserver<ClientFrame> stream =
        StreamServiceGrpc.newStub(guest.asSelf()).connect(new Replies(replies));
    stream.onNext(
        ClientFrame.newBuilder().setId(1).setStart(StartRequest.getDefaultInstance()).build());
    assertThat(take(replies).hasStart()).isTrue();
    int messages = 2 * PER_SECOND;
    long before = System.nanoTime();

    for (int i = 0; i < messages; i++) {
      SendMessageRequest message =
          SendMessageRequest.newBuilder().setRoom("lobby").setText("line " + i).build();
      stream.onNext(ClientFrame.newBuilder().setId(2 + i).setSendMessage(message).build());
    }

    for (int i = 0; i < messages; i++) {
      Reply reply = take(replies);
      assertThat(reply.getId()).isEqualTo(2 + i);
      assertThat(reply.getSendMessage().hasSent()).isTrue();
    }
    // The burst allows the last requests earlier than the rate does.
    assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    stream.onCompleted();
  }

  private static Reply take(BlockingQueue<Reply> replies) throws InterruptedException {
    Reply reply = replies.poll(60, TimeUnit.SECONDS);
    assertThat(reply).isNotNull();
    return reply;
  }

  private record Replies(BlockingQueue<Reply> replies) implements StreamObserver<ServerFrame> {
    @Override
    public void onNext(ServerFrame frame) {
      if (frame.hasReply()) {
        replies.add(frame.getReply());
      }
    }

    @Override
    public void onError(Throwable failure) {
      replies.add(Reply.getDefaultInstance());
    }

    @Override
    public void onCompleted() {}
  }
}
