package gochat.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The promises of every bus, while nothing is lost.
public abstract class BusContract extends QuestionContract {
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
  void manySubscriptionsAtOnceAreConfirmed() {
    Bus a = join();
    Bus b = join();
    List<String> heard = new CopyOnWriteArrayList<>();
    List<Bus.Subscription> all =
        IntStream.range(0, 5_000)
            .mapToObj(i -> new Subject("r." + i))
            .map(subject -> b.subscribe(subject, (_, _) -> heard.add(subject.name())))
            .toList();

    until(() -> all.stream().allMatch(subscription -> subscription.confirmed().isDone()));
    publish(a, new Subject("r.0"), "hello");
    publish(a, new Subject("r.4999"), "hello");

    until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("r.0", "r.4999");
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
}
