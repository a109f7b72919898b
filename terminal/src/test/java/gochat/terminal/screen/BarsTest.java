package gochat.terminal.screen;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.BOB;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.followed;
import static gochat.terminal.chat.ServerEvents.mentioning;
import static gochat.terminal.chat.ServerEvents.pinned;
import static gochat.terminal.chat.ServerEvents.room;
import static gochat.terminal.chat.ServerEvents.said;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.ChatEvent;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.text.Texts;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BarsTest {
  private static final long NOW = 2_000_000_000_000L;

  private final ChatModel chat = new ChatModel(ALICE);
  private final Bars bars = new Bars(new Texts(Locale.ENGLISH).of("live"), Theme.AUTO);

  @BeforeEach
  void connect() {
    tell(connected());
    tell(followed("lobby", 0));
  }

  private void tell(ChatEvent event) {
    chat.apply(event, NOW);
  }

  private String status() {
    return bars.status(chat, false, 0, NOW, 80).toString();
  }

  @Test
  void allRoomsAreShownWhereTheyFit() {
    tell(followed("dev", 0));
    tell(followed("ops", 0));
    tell(said("ops", 1, BOB, "news"));
    assertThat(status()).isEqualTo(" Alice  1:#lobby 2:#dev 3:#ops+1".concat(" ".repeat(48)));
  }

  @Test
  void roomsWithNewsComeFirstWhereNotAllFit() {
    for (int i = 2; i <= 20; i++) {
      tell(followed("project-" + i, 0));
    }
    tell(said("project-12", 1, BOB, "news"));
    tell(mentioning("project-19", 1, BOB, "@Alice", ALICE));
    assertThat(status().stripTrailing())
        .isEqualTo(" Alice  1:#lobby 19:#project-19 1! 12:#project-12+1");
  }

  @Test
  void theTitleCountsPinnedMessages() {
    tell(followed("dev", 5));
    tell(pinned("dev", 6, BOB, 4));
    tell(pinned("dev", 7, BOB, 5));
    assertThat(bars.title(chat.room("dev"), 40).toString().stripTrailing())
        .isEqualTo(" #dev  2 pinned");
  }

  @Test
  void aCountAtTheServersLimitIsNotShownAsExact() {
    tell(new ChatEvent.RoomFollowed(room("dev", 3_000, 0, 1_000), 3_000));
    tell(new ChatEvent.RoomFollowed(room("ops", 3_000, 2_001, 999), 3_000));
    assertThat(status()).contains("2:#dev+1000+ 3:#ops+999 ");
  }
}
