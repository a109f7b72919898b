package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The promises of every bus, while nothing is lost.
public abstract class BusContract {
  protected static final Subject ROOM = new Subject("r.1");
  private static final Subject OTHER = new Subject("r.2");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<Bus> nodes = new ArrayList<>();

  /// Opens the bus of a new node.
  protected abstract Bus open();

  /// Waits until the condition holds.
  protected abstract void until(BooleanSupplier condition);

  protected final Bus join() {
    Bus node = open();
    nodes.add(node);
    return node;
  }

  @AfterEach
  protected void closeNodes() {
    nodes.forEach(Bus::close);
    nodes.clear();
  }

  /// The texts that come for a subject from now on.
  protected final List<String> hear(Bus node, Subject subject) {
    List<String> heard = new CopyOnWriteArrayList<>();
    confirmed(node.subscribe(subject, (message, _) -> heard.add(new String(message, UTF_8))));
    return heard;
  }

  protected final void confirmed(Bus.Subscription subscription) {
    until(subscription.confirmed()::isDone);
  }

  protected final void publish(Bus node, Subject subject, String text) {
    node.publish(subject, text.getBytes(UTF_8));
  }

  protected final Answer ask(Bus node, Subject subject, byte[] question, Duration within) {
    CompletableFuture<Answer> answer = node.ask(subject, question, within);
    until(answer::isDone);
    return answer.join();
  }

  @Test
  void aMessageReachesAllOtherNodesThatAreSubscribed() {
    Bus a = join();
    List<String> atA = hear(a, ROOM);
    List<String> atB = hear(join(), ROOM);
    List<String> atC = hear(join(), ROOM);
    List<String> others = hear(join(), OTHER);

    publish(a, ROOM, "hello");
    publish(a, OTHER, "the end");

    until(() -> !others.isEmpty() && !atB.isEmpty() && !atC.isEmpty());
    assertThat(atB).containsExactly("hello");
    assertThat(atC).containsExactly("hello");
    assertThat(others).containsExactly("the end");
    assertThat(atA).isEmpty();
  }

  @Test
  void messagesOfOneNodeComeInOrderOverAllSubjects() {
    Bus a = join();
    Bus b = join();
    List<String> heard = new CopyOnWriteArrayList<>();
    for (Subject subject : List.of(ROOM, OTHER)) {
      confirmed(b.subscribe(subject, (message, _) -> heard.add(new String(message, UTF_8))));
    }

    List<String> sent = IntStream.range(0, 1_000).mapToObj(String::valueOf).toList();
    for (int i = 0; i < sent.size(); i++) {
      publish(a, i % 2 == 0 ? ROOM : OTHER, sent.get(i));
    }

    until(() -> heard.size() >= sent.size());
    assertThat(heard).isEqualTo(sent);
  }

  @Test
  void whatIsPublishedAfterTheConfirmationComes() {
    Bus a = join();
    Bus b = join();
    for (int i = 0; i < 100; i++) {
      Subject subject = new Subject("r." + (100 + i));
      List<String> heard = hear(b, subject);

      publish(a, subject, "hello");

      until(() -> !heard.isEmpty());
    }
  }

  @Test
  void nothingComesAfterASubscriptionIsClosed() {
    Bus a = join();
    Bus b = join();
    List<String> heard = new CopyOnWriteArrayList<>();
    Bus.Subscription subscription =
        b.subscribe(ROOM, (message, _) -> heard.add(new String(message, UTF_8)));
    confirmed(subscription);
    List<String> others = hear(b, OTHER);

    subscription.close();
    publish(a, ROOM, "lost");
    publish(a, OTHER, "the end");

    until(() -> !others.isEmpty());
    assertThat(heard).isEmpty();
  }

  @Test
  void aSubjectCanBeSubscribedAgainButNotTwiceAtOnce() {
    Bus a = join();
    Bus b = join();
    Bus.Subscription first = b.subscribe(ROOM, (_, _) -> {});
    assertThatThrownBy(() -> b.subscribe(ROOM, (_, _) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("subject r.1 is subscribed already");

    first.close();
    List<String> heard = hear(b, ROOM);
    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
  }

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
  void longMessagesQuestionsAndAnswersComeWholeAndInOrder() {
    byte[] message = new byte[300 * 1024];
    new Random(1).nextBytes(message);
    Bus a = join();
    Bus b = join();
    List<byte[]> heard = new CopyOnWriteArrayList<>();
    confirmed(
        b.subscribe(
            ROOM,
            (bytes, reply) -> {
              heard.add(bytes);
              reply.send(bytes);
            }));

    a.publish(ROOM, message);
    a.publish(ROOM, new byte[] {1});
    a.publish(ROOM, new byte[Bus.MESSAGE_BYTES_MAX]);

    until(() -> heard.size() == 3);
    assertThat(heard).containsExactly(message, new byte[] {1}, new byte[Bus.MESSAGE_BYTES_MAX]);
    assertThat(ask(a, ROOM, message, LONG))
        .isInstanceOfSatisfying(
            Answer.Replied.class, reply -> assertThat(reply.bytes()).isEqualTo(message));
  }

  @Test
  void equalMessagesAreDifferentMessages() {
    Bus a = join();
    List<String> heard = hear(join(), ROOM);

    for (int i = 0; i < 10; i++) {
      publish(a, ROOM, "x".repeat(5_000));
    }
    publish(a, ROOM, "the end");

    until(() -> heard.contains("the end"));
    assertThat(heard).hasSize(11);
  }

  @Test
  void aMessageThatIsTooLongIsRefused() {
    Bus a = join();
    byte[] tooLong = new byte[Bus.MESSAGE_BYTES_MAX + 1];

    assertThatThrownBy(() -> a.publish(ROOM, tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message: 524289 bytes (expected: at most 524288)");
    assertThatThrownBy(() -> a.ask(ROOM, tooLong, LONG))
        .isInstanceOf(IllegalArgumentException.class);
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

  @Test
  void noNodeIsInterruptedWhileNothingIsLost() {
    Bus a = join();
    AtomicInteger interruptions = new AtomicInteger();
    a.onInterrupted(interruptions::incrementAndGet);
    Bus b = join();
    List<String> heard = hear(b, ROOM);

    publish(a, ROOM, "hello");

    until(() -> !heard.isEmpty());
    assertThat(interruptions).hasValue(0);
    assertThat(a.status().isConnected()).isTrue();
    assertThat(a.status().interruptions()).isZero();
  }

  private static byte[] concat(String text, byte[] bytes) {
    return (text + new String(bytes, UTF_8)).getBytes(UTF_8);
  }

  private static String text(Answer answer) {
    return answer instanceof Answer.Replied(byte[] bytes)
        ? new String(bytes, UTF_8)
        : answer.toString();
  }
}
