package gochat.terminal.screen;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.BOB;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.deleted;
import static gochat.terminal.chat.ServerEvents.edited;
import static gochat.terminal.chat.ServerEvents.event;
import static gochat.terminal.chat.ServerEvents.followed;
import static gochat.terminal.chat.ServerEvents.happened;
import static gochat.terminal.chat.ServerEvents.mentioning;
import static gochat.terminal.chat.ServerEvents.page;
import static gochat.terminal.chat.ServerEvents.pinned;
import static gochat.terminal.chat.ServerEvents.reacted;
import static gochat.terminal.chat.ServerEvents.said;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.ChatEvent;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.SendStatus;
import gochat.terminal.text.Texts;
import gochat.v1.HistoryPage;
import gochat.v1.MessagePosted;
import gochat.v1.Privacy;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineViewTest {
  private static final long NOW = 2_000_000_000_000L;
  private static final int HEIGHT = 6;

  private final ChatModel chat = new ChatModel(ALICE);
  private final TimelineView view = new TimelineView(layout(40, false), chat.timeline());

  private static LineLayout layout(int columns, boolean isWide) {
    Texts texts = new Texts(Locale.ENGLISH).of("live");
    return new LineLayout(
        Theme.AUTO, texts, new Clock(texts, ZoneOffset.UTC), "Alice", true, columns, isWide);
  }

  @BeforeEach
  void connect() {
    tell(connected());
    tell(followed("lobby", 100));
  }

  private void tell(ChatEvent event) {
    chat.apply(event, NOW);
  }

  private void say(int from, int to) {
    for (int seq = from; seq <= to; seq++) {
      tell(said("lobby", seq, BOB, "line " + seq));
    }
  }

  private List<String> rows() {
    view.show(chat.timeline(), chat.current(), chat.folds(), HEIGHT);
    return view.draw().stream().map(AttributedString::toString).map(String::stripTrailing).toList();
  }

  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(seq -> "Bob: line " + seq).toList();
  }

  @Test
  void aPinnedMessageIsMarkedAndItsPinQuotesIt() {
    say(101, 102);
    tell(pinned("lobby", 103, ALICE, 101));
    assertThat(rows())
        .endsWith("Bob: line 101 (pinned)", "Bob: line 102", "→ Alice pinned a message: line 101");

    tell(edited("lobby", 104, BOB, 101, "news"));
    tell(pinned("lobby", 105, ALICE, 7));
    assertThat(rows())
        .endsWith(
            "Bob: news (edited) (pinned)",
            "Bob: line 102",
            "→ Alice pinned a message: news",
            "→ Alice pinned a message");

    tell(deleted("lobby", 106, BOB, 101));
    assertThat(rows())
        .endsWith(
            "Bob: (deleted)",
            "Bob: line 102",
            "→ Alice pinned a message",
            "→ Alice pinned a message");
  }

  @Test
  void aReplyToAMessageThatIsNoLongerKeptSaysSo() {
    tell(
        happened(
            event("lobby", 101, BOB)
                .setMessagePosted(MessagePosted.newBuilder().setText("yes").setReplyToSeq(7))));
    assertThat(rows()).noneMatch(row -> row.contains("no longer kept"));

    // The log has nothing earlier.
    chat.history(requireNonNull(chat.current()), 101, HistoryPage.getDefaultInstance());
    assertThat(rows()).anyMatch(row -> row.contains("(no longer kept)")).endsWith("Bob: yes");
  }

  @Test
  void theNewestLinesAreInView() {
    say(101, 110);
    assertThat(rows()).isEqualTo(lines(105, 110));
    assertThat(view.isAtEnd()).isTrue();
    assertThat(view.isAtStart()).isFalse();
  }

  @Test
  void theFirstLineHasItsDayAndTimeAbove() {
    say(101, 102);
    assertThat(rows())
        .containsExactly(
            "─── Monday, 1970-01-12 " + "─".repeat(17),
            " ".repeat(34) + "13:48",
            "Bob: line 101",
            "Bob: line 102");
    assertThat(view.isAtStart()).isTrue();
  }

  @Test
  void scrolledBackTheViewHoldsStill() {
    say(101, 120);
    rows();
    view.pageUp();
    assertThat(rows()).isEqualTo(lines(111, 116));
    assertThat(view.messagesBelow()).isEqualTo(4);

    say(121, 125);
    assertThat(rows()).isEqualTo(lines(111, 116));
    assertThat(view.messagesBelow()).isEqualTo(9);
    chat.history(requireNonNull(chat.current()), 101, page(91, 100, 125));
    assertThat(rows()).isEqualTo(lines(111, 116));

    view.pageDown();
    view.pageDown();
    view.pageDown();
    assertThat(rows()).isEqualTo(lines(120, 125));
    assertThat(view.isAtEnd()).isTrue();
  }

  @Test
  void theStartIsTheEndOfScrollingBack() {
    say(101, 110);
    rows();
    for (int i = 0; i < 10; i++) {
      view.pageUp();
    }
    assertThat(rows()).hasSize(HEIGHT).contains("Bob: line 104").doesNotContain("Bob: line 105");
    assertThat(view.isAtStart()).isTrue();
  }

  @Test
  void aMessageThatChangesWhileItIsAtTheEdgeKeepsThePlace() {
    say(101, 120);
    rows();
    view.pageUp();
    rows();
    tell(edited("lobby", 121, BOB, 116, "changed"));
    assertThat(rows()).startsWith("Bob: line 111").endsWith("Bob: changed (edited)");
  }

  @Test
  void messagesAreSelectedAndComeIntoView() {
    say(101, 120);
    rows();
    for (int i = 0; i < 10; i++) {
      view.select(-1);
      rows();
    }
    assertThat(requireNonNull(view.selected()).seq()).isEqualTo(111);
    assertThat(rows()).contains("Bob: line 111");
    for (int i = 0; i < 10; i++) {
      view.select(1);
      rows();
    }
    assertThat(view.selected()).isNull();
    assertThat(view.isAtEnd()).isTrue();
  }

  @Test
  void unreadMessagesAreMarked() {
    tell(followed("dev", 0));
    tell(said("dev", 1, BOB, "one"));
    tell(said("dev", 2, BOB, "two"));
    chat.goTo(requireNonNull(chat.room("dev")));
    assertThat(rows()).containsSubsequence("─── new " + "─".repeat(32), "Bob: one", "Bob: two");
  }

  @Test
  void aReplyShowsThePresentTextOfItsMessage() {
    say(101, 101);
    tell(
        happened(
            event("lobby", 102, BOB)
                .setMessagePosted(
                    MessagePosted.newBuilder().setText("answer").setReplyToSeq(101))));
    assertThat(rows()).containsSubsequence("  ╭ Bob: line 101", "Bob: answer");
    tell(edited("lobby", 103, BOB, 101, "changed"));
    tell(reacted("lobby", 104, BOB, 102));
    assertThat(rows()).containsSubsequence("  ╭ Bob: changed", "Bob: answer", "  ╰ 👍 1");
  }

  @Test
  void theStatusOfAnOwnMessageIsShown() {
    chat.sending(new Line.Outgoing("1", NOW, "one", 0, new SendStatus.Failed("You are muted.")));
    chat.sending(new Line.Outgoing("2", NOW, "two", 0, SendStatus.UNCERTAIN));
    assertThat(rows())
        .containsExactly(
            "Alice: one", "  ╰ not sent: You are muted.", "Alice: two", "  ╰ may not have arrived");
  }

  @Test
  void noTextLooksLikeTheLineOfAnotherUser() {
    view.layOutBy(layout(90, true));
    tell(said("lobby", 101, BOB, "x\n13:48          Alice │ forged\u001B[2J\u202E"));
    assertThat(rows().subList(1, 3))
        .containsExactly(
            "13:48            Bob │ x",
            "                     │ 13:48          Alice │ forged␛[2J<U+202E>");
  }

  @Test
  void linksMentionsAndMarksAreDrawnAsSuchAndNothingElse() {
    view.layOutBy(layout(80, false));
    tell(said("lobby", 101, BOB, "hi"));
    tell(mentioning("lobby", 102, ALICE, "请@Bob看https://e.com/a，**好** `@Bob` @Eve", BOB));
    AttributedString row = drawn("请@Bob看");
    assertThat(styled(row, style -> style.equals(Theme.AUTO.name("Bob")))).isEqualTo("@Bob");
    assertThat(styled(row, style -> style.equals(AttributedStyle.DEFAULT.underline())))
        .isEqualTo("https://e.com/a");
    assertThat(styled(row, style -> style.equals(AttributedStyle.BOLD))).isEqualTo("**好**");
  }

  @Test
  void aSpanThatIsBrokenIntoRowsIsDrawnInEach() {
    tell(said("lobby", 101, BOB, "https://e.com/" + "x".repeat(60) + " end"));
    view.show(chat.timeline(), chat.current(), chat.folds(), HEIGHT);
    String link = "";
    for (AttributedString row : view.draw()) {
      link += styled(row, style -> style.equals(AttributedStyle.DEFAULT.underline()));
    }
    assertThat(link).isEqualTo("https://e.com/" + "x".repeat(60));
  }

  @Test
  void anActionIsDrawnAsOne() {
    tell(said("lobby", 101, BOB, "/me waves"));
    assertThat(rows()).contains("✱ Bob waves");
  }

  @Test
  void messagesOfABlockedUserAreFoldedUntilTheyAreOpened() {
    tell(said("lobby", 101, BOB, "rude"));
    tell(said("lobby", 102, ALICE, "stop it"));
    assertThat(rows()).contains("Bob: rude");

    block(Set.of(BOB.getId()));
    assertThat(rows())
        .noneMatch(row -> row.contains("rude"))
        .anyMatch(row -> row.startsWith("Bob: (message of a blocked user;"))
        .contains("Alice: stop it");

    Line.Message folded = requireNonNull(chat.timeline().message(101));
    chat.folds().toggle(requireNonNull(chat.current()), folded);
    assertThat(rows()).contains("Bob: rude");
    chat.folds().toggle(requireNonNull(chat.current()), folded);
    assertThat(rows()).noneMatch(row -> row.contains("rude"));

    block(Set.of());
    assertThat(rows()).contains("Bob: rude");
  }

  private void block(Set<String> ids) {
    tell(new ChatEvent.PrivacyKnown(Privacy.getDefaultInstance(), ids));
  }

  private AttributedString drawn(String text) {
    view.show(chat.timeline(), chat.current(), chat.folds(), HEIGHT);
    return view.draw().stream()
        .filter(row -> row.toString().contains(text))
        .findFirst()
        .orElseThrow();
  }

  /// The styled parts of a row.
  private static String styled(AttributedString row, Predicate<AttributedStyle> isMeant) {
    return IntStream.range(0, row.length())
        .filter(i -> isMeant.test(row.styleAt(i)))
        .mapToObj(i -> String.valueOf(row.charAt(i)))
        .collect(Collectors.joining());
  }
}
