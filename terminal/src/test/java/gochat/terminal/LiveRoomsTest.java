package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Rooms and their messages.
class LiveRoomsTest extends LiveProgram {
  @Test
  void pageUpFetchesHistoryUpToTheFirstMessage() throws Exception {
    say(1, 300);
    Tmux alice = alice(80, 24);
    alice.awaitLine("Bob: line 300");
    // A page that is still being fetched takes no key. At the top no later key scrolls further.
    await()
        .until(() -> {
          alice.key("PPage");
          List<String> screen = alice.screen();
          return screen.get(1).startsWith("─── ") && screen.contains("Bob: line 1");
        });
    List<String> screen = alice.screen();
    int first = screen.indexOf("Bob: line 1");
    assertThat(screen.subList(first, first + 5))
        .containsExactly("Bob: line 1", "Bob: line 2", "Bob: line 3", "Bob: line 4", "Bob: line 5");

    int below = messagesBelow(alice);
    bob.say("lobby", "news");
    alice.awaitText("▼ " + (below + 1) + " below");
    assertThat(alice.screen()).contains("Bob: line 1").doesNotContain("Bob: news");
    alice.key("M->");
    alice.awaitLine("Bob: news");
    assertThat(String.join("\n", alice.screen())).doesNotContain("below");
  }

  private void say(int from, int to) {
    for (int i = from; i <= to; i++) {
      bob.chat().send("lobby", "line " + i);
    }
    bob.say("lobby", "the last one");
  }

  private static int messagesBelow(Tmux pane) throws IOException {
    Matcher matcher = Pattern.compile("▼ ([0-9]+) below").matcher(String.join("\n", pane.screen()));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void roomsAreSwitchedByNumberByNameAndByUnreadMessages() throws Exception {
    String dev = bob.createRoom("dev", "");
    String ops = bob.createRoom("ops", "");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members");
    alice.enter("/join #ops");
    alice.awaitText(" #ops  2 members");
    bob.say("lobby", "hello all");
    bob.say(dev, "@Alice, look");
    alice.awaitText("1:#lobby+1 2:#dev 1!");

    alice.key("M-a");
    alice.awaitLine("Bob: @Alice, look");
    alice.key("M-a");
    alice.awaitLine("Bob: hello all");
    alice.awaitText("1:#lobby 2:#dev 3:#ops");
    alice.key("C-k");
    alice.awaitText("Go to:");
    alice.type("op");
    alice.awaitLine("Go to: op");
    alice.key("Enter");
    bob.say(ops, "pager!");
    alice.awaitLine("Bob: pager!");
    alice.key("M-2");
    alice.awaitLine("Bob: @Alice, look");
  }

  @Test
  void aDraftGoesToNoOtherRoomAfterARemoval() throws Exception {
    String dev = bob.createRoom("dev", "");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members");
    alice.type("half a sec");
    alice.awaitLine("> half a sec");
    bob.kick(dev, "Alice");
    alice.awaitLine("* Bob removed you from #dev. What you typed there is kept.");
    alice.type("ret");
    alice.key("Enter");
    alice.awaitText("* You are not in #dev any more: nothing was sent.");
    alice.awaitLine("> half a secret");
    alice.awaitText(" #dev you are not in this room");

    alice.key("M-1");
    alice.awaitLine(">");
    alice.enter("for all");
    await().until(() -> bob.heard().contains("for all"));
    assertThat(bob.heard()).containsExactly("for all");
  }

  @Test
  void aRoomIsHiddenUntilItIsShownAgain() throws Exception {
    String dev = bob.createRoom("dev", "");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members");
    alice.enter("/hide");
    alice.awaitText(
        "* #dev is hidden from your lists, on all devices. /unhide #dev shows it again");
    alice.awaitText(" #lobby");
    assertThat(status(alice)).contains("1:#lobby").doesNotContain("#dev");

    // The server keeps it for the next run.
    alice.enter("exit");
    alice.awaitText("exit code 0");
    Tmux again = start(80, 24);
    again.awaitText("1:#lobby");
    bob.say(dev, "ho");
    bob.say("lobby", "hi");
    again.awaitLine("Bob: hi");
    assertThat(status(again)).doesNotContain("#dev");
    again.enter("/unhide");
    again.awaitLine("* Hidden: #dev. /unhide ROOM shows one again.");
    again.key("C-k");
    again.type("dev");
    again.awaitLine("Go to: dev");
    again.key("Enter");
    again.awaitLine("Bob: ho");
    again.enter("/unhide dev");
    again.awaitLine("* #dev is in your lists again.");
    again.key("M-1");
    await().until(() -> status(again).contains("1:#lobby 2:#dev"));
  }

  private static String status(Tmux pane) throws IOException {
    List<String> screen = pane.screen();
    return screen.get(screen.size() - 2);
  }

  @Test
  void aRemovalAndABanNeedAConfirmation() throws Exception {
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/create #tea");
    alice.awaitText(" #tea  1 member");
    bob.join("#tea");
    alice.enter("/kick @Bob");
    alice.awaitLine("Remove Bob from #tea? Enter removes, Esc does not.");
    alice.key("Escape");
    alice.awaitLine(">");
    bob.say("#tea", "still here");
    alice.awaitLine("Bob: still here");
    alice.enter("/ban Bob 1h too loud");
    alice.awaitLine("Ban Bob from #tea? Enter bans, Esc does not.");
    alice.key("Enter");
    alice.awaitText("Alice banned Bob until");
    alice.enter("/bans");
    alice.awaitText("1 ban; /unban NAME lifts one:");
    alice.awaitText("Bob, by Alice on");
    assertThat(String.join("\n", alice.screen())).doesNotContain("removed Bob");
  }

  @Test
  void aBannedUserSeesTheRoomAndTheModerator() throws Exception {
    String dev = bob.createRoom("dev", "");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members");
    bob.ban(dev, "Alice", "spam");
    alice.awaitLine("* Bob banned you from #dev. Reason: spam");
    alice.awaitText(" #dev you are not in this room");
  }

  @Test
  void aMentionRingsAndNotifiesUnlessNotificationsAreOff() throws Exception {
    // How it notifies follows from the environment of the process.
    asProgram();
    Tmux alice = alice(80, 24);
    bob.say("lobby", "@alice: look\u001B]52;c;aGk=\u0007");
    alice.awaitText("look");
    await()
        .untilAsserted(() ->
            assertThat(alice.output())
                .contains("\u0007")
                .contains("\u001B]777;notify;Bob #lobby;@alice: look␛]52,c,aGk=␇\u001B\\"));
    alice.enter("/notify off");
    alice.awaitLine("* Highlights off, bell off, desktop notifications off.");
    long before = bells(alice);
    bob.say("lobby", "@alice: again");
    alice.awaitText("again");
    assertThat(bells(alice)).isEqualTo(before);
  }

  private static long bells(Tmux pane) throws IOException {
    return pane.output().chars().filter(c -> c == 7).count();
  }

  @Test
  void aWideTerminalHasColumnsAndTextStaysInThem() throws Exception {
    bob.say("lobby", "你好，世界 👍🏽 e\u0301");
    bob.say("lobby", "one\r\n18:15          Alice │ forged");
    Tmux alice = alice(120, 24);
    alice.awaitText("forged");
    List<String> screen = alice.screen();
    String time = "[0-9]{2}:[0-9]{2}";
    assertThat(screen)
        .anyMatch(line -> line.matches(".*│ " + time + " +Bob │ 你好，世界 👍🏽 e\u0301"))
        .anyMatch(line -> line.matches(".*│ " + time + " +Bob │ one"))
        .anyMatch(line -> line.matches(" +│ +│ 18:15 +Alice │ forged"));

    alice.resize(60, 16);
    alice.awaitLine("Bob: 你好，世界 👍🏽 e\u0301");
    assertThat(alice.screen()).hasSize(16).contains("  │ 18:15          Alice │ forged");
    alice.resize(120, 24);
    await()
        .until(() ->
            alice.screen().stream().anyMatch(line -> line.matches(".*│ " + time + " +Bob │ one")));
  }

  @Test
  void hostileNamesOfRoomsAndTopicsAreInert() throws Exception {
    bob.createRoom("dev", "quiet\u001B]2;pwned\u0007\u001B[2J\u202Etopic");
    Tmux alice = aliceWithAccount(80, 24);
    alice.enter("/list");
    alice.awaitText("quiet␛]2;pwned␇␛[2J<U+202E>topic");
    alice.enter("/join #dev");
    alice.awaitText(" #dev  2 members  quiet␛]2;pwned␇␛[2J<U+202E>topic");
    assertThat(alice.output()).doesNotContain("\u001B]2;", "\u001B[2J", "\u202E");
  }

  @Test
  void messagesGetRepliesEditsAndDeletions() throws Exception {
    Tmux alice = alice(80, 24);
    bob.say("lobby", "lunch?");
    alice.awaitLine("Bob: lunch?");
    alice.enter("/reply yes");
    alice.awaitLine("  ╭ Bob: lunch?");
    alice.awaitLine("Alice: yes");
    alice.enter("/react 👍");
    alice.awaitLine("  ╰ 👍 1");
    alice.enter("/edit no");
    alice.awaitLine("Alice: no (edited)");
    bob.say("lobby", "second");
    alice.awaitLine("Bob: second");
    alice.key("M-Up");
    alice.key("M-Up");
    alice.enter("/delete");
    alice.awaitLine("Delete “no”? Enter deletes it, Esc keeps it.");
    alice.key("Escape");
    alice.awaitLine(">");
    alice.key("M-Up");
    alice.key("M-Up");
    alice.enter("/delete");
    alice.awaitLine("Delete “no”? Enter deletes it, Esc keeps it.");
    alice.key("Enter");
    alice.awaitLine("Alice: (deleted)");
    assertThat(alice.screen()).contains("Bob: second");
  }

  @Test
  void aReplyRefersToTheMessageAtItsBeginning() throws Exception {
    Tmux alice = alice(80, 24);
    long lunch = bob.say("lobby", "lunch?");
    alice.awaitLine("Bob: lunch?");
    alice.type("/reply y");
    alice.awaitLine("> /reply y");
    bob.say("lobby", "something else");
    alice.awaitLine("Bob: something else");
    bob.delete("lobby", lunch);
    alice.awaitLine("Bob: (deleted)");
    alice.enter("es");
    alice.awaitText("* The message that you answered in #lobby was deleted: your text is back");
    alice.awaitLine("> yes");
    alice.key("Enter");
    await().until(() -> bob.heard().contains("yes"));
  }

  @Test
  void theResultOfACommandIsShownAtTheScrolledPosition() throws Exception {
    say(1, 60);
    Tmux alice = alice(80, 24);
    alice.awaitLine("Bob: line 60");
    alice.key("PPage");
    alice.awaitText("below");
    List<String> before = alice.screen();
    alice.enter("/whois Bob");
    alice.awaitLine("* Bob is online.");
    assertThat(alice.screen()).contains(before.get(3), before.get(10));
    alice.key("PPage");
    await().until(() -> !alice.screen().contains("* Bob is online."));
    alice.key("M->");
    alice.awaitLine("* Bob is online.");
  }

  @Test
  void aChineseUserReadsChinese() throws Exception {
    bob.say("lobby", "你好");
    Tmux alice = start(80, 24, Map.of("GOCHAT_LANG", "zh_CN.UTF-8"), "-name", "小红");
    alice.awaitText("* 已作为 小红 连接到 " + server.address());
    alice.awaitLine("Bob: 你好");
    assertThat(alice.screen()).anyMatch(line -> line.matches("─── \\d+年\\d+月\\d+日 星期. ─+"));
    alice.enter("/jion #dev");
    alice.awaitText("* 没有命令 /jion；你是想输入 /join 吗？");
    alice.enter("大家好");
    await().until(() -> bob.heard().contains("大家好"));
  }
}
