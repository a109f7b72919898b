package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The promises of every bus about questions, while nothing is lost.
public abstract class QuestionContract extends BusFixture {
  @Test
  void aQuestionIsAnswered() {
    Bus a = join();
    Bus b = join();
    confirmed(b.subscribe(ROOM, (question, reply) -> reply.send(concat("not ", question))));
    List<String> atC = hear(join(), OTHER);

    assertThat(text(ask(a, ROOM, "here?".getBytes(UTF_8), LONG))).isEqualTo("not here?");
    assertThat(atC).isEmpty();
  }

  @Test
  void anAnswerMayComeLaterFromAnotherThread() throws InterruptedException {
    Bus a = join();
    List<Bus.Reply> replies = new CopyOnWriteArrayList<>();
    confirmed(join().subscribe(ROOM, (_, reply) -> replies.add(reply)));

    CompletableFuture<Answer> answer = a.ask(ROOM, new byte[0], LONG);
    until(() -> !replies.isEmpty());
    assertThat(answer).isNotDone();
    Thread other = new Thread(() -> replies.getFirst().send("yes".getBytes(UTF_8)));
    other.start();
    other.join();

    until(answer::isDone);
    assertThat(text(answer.join())).isEqualTo("yes");
  }

  @Test
  void nobodyIsThereForAQuestionToWhichNoOtherNodeIsSubscribed() {
    Bus a = join();
    hear(a, ROOM);
    Bus b = join();
    hear(b, OTHER);

    assertThat(ask(a, ROOM, new byte[0], LONG)).isEqualTo(new Answer.Nobody());
    assertThat(ask(b, OTHER, new byte[0], LONG)).isEqualTo(new Answer.Nobody());
    b.close();
    assertThat(ask(a, OTHER, new byte[0], LONG)).isEqualTo(new Answer.Nobody());
  }

  @Test
  void aNodeThatHasJustOpenedFindsTheOthers() {
    confirmed(join().subscribe(ROOM, (question, reply) -> reply.send(question)));

    for (int i = 0; i < 10; i++) {
      assertThat(text(ask(join(), ROOM, "here?".getBytes(UTF_8), LONG))).isEqualTo("here?");
    }
  }

  @Test
  void aNodeThatDoesNotAnswerIsSilence() {
    Bus a = join();
    List<String> heard = hear(join(), ROOM);
    hear(join(), OTHER);

    Answer answer = ask(a, ROOM, "hello".getBytes(UTF_8), Duration.ofMillis(300));

    assertThat(answer).isEqualTo(new Answer.Silence());
    assertThat(heard).containsExactly("hello");
  }

  @Test
  void theAnswerToAPublishedMessageHasNoEffect() {
    Bus a = join();
    confirmed(join().subscribe(ROOM, (message, reply) -> reply.send(message)));
    List<String> heard = hear(join(), ROOM);

    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
    assertThat(text(ask(a, ROOM, "hello".getBytes(UTF_8), LONG))).isEqualTo("hello");
  }

  @Test
  void manyQuestionsAtOnceGetTheirAnswers() {
    Bus a = join();
    confirmed(join().subscribe(ROOM, (question, reply) -> reply.send(question)));

    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 500)
            .mapToObj(i -> a.ask(ROOM, String.valueOf(i).getBytes(UTF_8), LONG))
            .toList();

    until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    assertThat(answers.stream().map(answer -> text(answer.join())))
        .isEqualTo(IntStream.range(0, 500).mapToObj(String::valueOf).toList());
  }

  @Test
  void aClosedBusEndsItsQuestionsAndDoesNothing() {
    Bus a = join();
    Bus b = join();
    List<String> heard = hear(b, ROOM);
    CompletableFuture<Answer> open = a.ask(ROOM, "first".getBytes(UTF_8), LONG);
    until(() -> heard.size() == 1);

    a.close();

    assertThat(open.join()).isEqualTo(new Answer.Silence());
    publish(a, ROOM, "second");
    assertThat(a.ask(ROOM, new byte[0], LONG).join()).isEqualTo(new Answer.Nobody());
    assertThat(a.status().isConnected()).isFalse();
    publish(join(), ROOM, "third");
    until(() -> heard.contains("third"));
    assertThat(heard).containsExactly("first", "third");
  }

  private static byte[] concat(String text, byte[] bytes) {
    return (text + new String(bytes, UTF_8)).getBytes(UTF_8);
  }
}
