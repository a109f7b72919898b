package gochat.shard;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.room.Author;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.room.Standing;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void aFullInboxRefusesAndTellsOnceWhenThereIsRoom() {
    Inbox inbox = new Inbox(2, 1_000);

    assertThat(offer(inbox, 1)).isTrue();
    assertThat(offer(inbox, 1)).isTrue();
    assertThat(offer(inbox, 1)).isFalse();
    assertThat(told).hasValue(0);
    assertThat(inbox.take(1, 1_000)).hasSize(1);
    assertThat(inbox.take(1, 1_000)).hasSize(1);

    assertThat(told).hasValue(1);
    assertThat(offer(inbox, 1)).isTrue();
  }

  @Test
  void theInboxIsBoundedInBytes() {
    Inbox inbox = new Inbox(1_000, 100);

    assertThat(offer(inbox, 60)).isTrue();
    assertThat(offer(inbox, 60)).isTrue();
    assertThat(offer(inbox, 1)).isFalse();
  }

  @Test
  void aTurnTakesAtLeastOneRequestHoweverLarge() {
    Inbox inbox = new Inbox(1_000, 1_000);
    offer(inbox, 60);
    offer(inbox, 60);

    assertThat(inbox.take(10, 50)).hasSize(1);
    assertThat(inbox.take(10, 50)).hasSize(1);
    assertThat(inbox.take(10, 50)).isEmpty();
  }

  @Test
  void fencesAreTakenHoweverFullItIs() {
    Inbox inbox = new Inbox(1, 1_000);
    offer(inbox, 1);
    inbox.admit(new Request.Fence(RoomId.LOBBY, () -> {}));

    assertThat(inbox.take(10, 1_000)).hasSize(2);
  }

  private boolean offer(Inbox inbox, int chars) {
    Author author = new Author(UUID.randomUUID(), UUID.randomUUID(), "Alice", Standing.GUEST);
    Command.Post post = new Command.Post(author, null, "x".repeat(chars));
    return inbox.offer(new Request.Act(RoomId.LOBBY, post, _ -> {}), told::incrementAndGet);
  }
}
