package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import gochat.v1.Event;
import gochat.v1.Measure;
import gochat.v1.MemberBanned;
import gochat.v1.MemberKicked;
import gochat.v1.MemberMuted;
import gochat.v1.MemberUnbanned;
import gochat.v1.MemberUnmuted;
import gochat.v1.User;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MeasureTextTest {
  private static final User ALICE = User.newBuilder().setId("a").setName("Alice").build();
  private static final User BOB = User.newBuilder().setId("b").setName("Bob").build();
  private static final User SERVER =
      User.newBuilder().setId("00000000-0000-0000-0000-000000000000").build();

  private static long ms(int hour) {
    return LocalDateTime.of(2026, 12, 1, hour, 5)
        .atZone(ZoneId.systemDefault())
        .toInstant()
        .toEpochMilli();
  }

  private static final Measure MUTE =
      Measure.newBuilder()
          .setUser(BOB)
          .setBy(ALICE)
          .setReason("too\u001bloud")
          .setSinceTime(Timestamps.fromMillis(ms(9)))
          .setUntilTime(Timestamps.fromMillis(ms(10)))
          .build();

  private static void assertSentence(Event.Builder event, String english, String chinese) {
    assertThat(new EventText(new Texts(Locale.ENGLISH)).sentence(event.build(), ""))
        .isEqualTo(english);
    assertThat(new EventText(new Texts(Locale.CHINESE)).sentence(event.build(), ""))
        .isEqualTo(chinese);
  }

  @Test
  void aLineTellsByWhomUntilWhenAndWhy() {
    Event.Builder event = Event.newBuilder().setAuthor(ALICE);
    assertSentence(
        event.setMemberKicked(MemberKicked.newBuilder().setMember(BOB).setReason("spam")),
        "Alice removed Bob: spam",
        "Alice 移出了 Bob：spam");
    assertSentence(
        event.setMemberBanned(
            MemberBanned.newBuilder().setMember(BOB).setUntilTime(MUTE.getUntilTime())),
        "Alice banned Bob until 2026-12-01 10:05",
        "Alice 封禁了 Bob，至 2026-12-01 10:05");
    assertSentence(
        event.setMemberMuted(
            MemberMuted.newBuilder()
                .setMember(BOB)
                .setUntilTime(MUTE.getUntilTime())
                .setReason(MUTE.getReason())),
        "Alice muted Bob until 2026-12-01 10:05: too␛loud",
        "Alice 禁言了 Bob，至 2026-12-01 10:05：too␛loud");
    assertSentence(
        event.setMemberMuted(MemberMuted.newBuilder().setMember(BOB)),
        "Alice muted Bob",
        "Alice 禁言了 Bob");
  }

  @Test
  void anEndByTheServerNamesNobody() {
    Event.Builder event = Event.newBuilder().setAuthor(SERVER);
    assertSentence(
        event.setMemberUnbanned(MemberUnbanned.newBuilder().setMember(BOB)),
        "The ban of Bob ended",
        "对 Bob 的封禁已到期");
    assertSentence(
        event.setMemberUnmuted(MemberUnmuted.newBuilder().setMember(BOB)),
        "The mute of Bob ended",
        "对 Bob 的禁言已到期");
  }

  @Test
  void aListNamesTheUserByItsIdIfTheNameIsNotKnown() {
    Texts texts = new Texts(Locale.ENGLISH);
    Measure old = Measure.newBuilder().setUser(User.newBuilder().setId("7")).build();

    assertThat(MeasureText.line(MUTE, texts))
        .isEqualTo("Bob, by Alice on 2026-12-01 09:05 until 2026-12-01 10:05: too␛loud");
    assertThat(MeasureText.line(old, texts)).isEqualTo("7");
  }

  @Test
  void aNoticeHasTheEndAndTheReasonAsSentences() {
    assertThat(MeasureText.after(MUTE, new Texts(Locale.ENGLISH)))
        .isEqualTo(" Until 2026-12-01 10:05. Reason: too␛loud");
    assertThat(MeasureText.after(Measure.getDefaultInstance(), new Texts(Locale.ENGLISH)))
        .isEmpty();
  }
}
