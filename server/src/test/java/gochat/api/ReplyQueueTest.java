package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReplyQueueTest {
  private final Queue<Runnable> lane = new ArrayDeque<>();
  private final List<String> happened = new ArrayList<>();
  private final ReplyQueue queue =
      new ReplyQueue(
          lane::add,
          replies -> happened.add("replies " + replies.stream().map(Reply::getId).toList()));

  private static Supplier<Reply> reply(long id) {
    return () -> Reply.newBuilder().setId(id).build();
  }

  private void runLane() {
    for (Runnable task; (task = lane.poll()) != null; ) {
      task.run();
    }
  }

  @Test
  void repliesThatComeTogetherAreWrittenAtOnce() {
    queue.add(reply(1));
    queue.add(reply(2));
    runLane();
    queue.add(reply(3));
    runLane();

    assertThat(happened).containsExactly("replies [1, 2]", "replies [3]");
  }

  @Test
  void aReplyDoesNotOvertakeWhatItsHandlerHasHandedToTheLane() {
    queue.add(reply(1));
    lane.add(() -> happened.add("a marker moved"));
    queue.addBehind(reply(2));
    runLane();

    assertThat(happened).containsExactly("replies [1]", "a marker moved", "replies [2]");
  }
}
