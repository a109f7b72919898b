package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import gochat.client.v1.Chat;
import gochat.client.v1.Outcome;
import gochat.terminal.CommandRun.Result;
import gochat.v1.HistoryEntry;
import gochat.v1.PinMessageRequest;
import gochat.v1.Room;
import gochat.v1.ServerFrame;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The effect of each command.
class PipeCommandsTest extends PipeCommands {
  private static final String HOSTILE = "\u001b[2Jboo\u009b31m\u202eevil\u2028x\r\nmallory: hi";

  private static <M extends Message.Builder> M parsed(String json, M into)
      throws InvalidProtocolBufferException {
    JsonFormat.parser().merge(json, into);
    return into;
  }

  @Test
  void aSentMessageIsInTheHistory() {
    sendAsGuest("hello, 你好");
    Result history = run("history", room, "-name", "reader");
    assertThat(history.exitCode()).isZero();
    assertThat(history.lines().getLast())
        .matches("\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] guest-of-room\\d+: hello, 你好");
  }

  @Test
  void severalWordsAreOneMessageAndTheSignOfTheRoomMayBeLeftOut() {
    assertThat(run("send", room.substring(1), "two", "words", "--join").exitCode()).isZero();
    assertThat(run("history", room).out()).contains(": two words\n");
  }

  @Test
  void anActionIsShownAsSuchAndDiffersFromEvents() {
    sendAsGuest("/me waves");
    String name = "guest-of-" + room.substring(1);
    assertThat(run("history", room).lines().getLast()).endsWith("] ✱ " + name + " waves");
    assertThat(run("tail", room).lines().getLast()).endsWith("] ✱ " + name + " waves");
  }

  @Test
  void aTextMentionsMembersOfTheRoom() throws Exception {
    sendAsGuest("hi");
    String member = "guest-of-" + room.substring(1);
    String id = lastPosted().getEvent().getAuthor().getId();

    assertThat(run("send", room, "请@" + member + "看", "and", "`@nobody`", "--join").exitCode())
        .isZero();
    assertThat(lastPosted().getEvent().getMessagePosted().getMentionedUserIdsList())
        .containsExactly(id);

    String log = "a log\n@" + member + ": look\n";
    assertThat(runWithInput(log, "send", room, "--stdin").exitCode()).isZero();
    assertThat(lastPosted().getEvent().getMessagePosted().getMentionedUserIdsList())
        .containsExactly(id);
  }

  private HistoryEntry lastPosted() throws InvalidProtocolBufferException {
    String json = run("history", room, "--json").lines().getLast();
    return parsed(json, HistoryEntry.newBuilder()).build();
  }

  @Test
  void historyGoesPageByPage() {
    for (String line : IntStream.range(0, 8).mapToObj(i -> "line " + i).toList()) {
      assertThat(run("send", room, line, "--join").exitCode()).isZero();
    }
    List<String> all = run("history", room, "--limit", "1000", "--json").lines();
    assertThat(run("history", room, "--limit", "3", "--json").lines())
        .isEqualTo(all.subList(all.size() - 3, all.size()));
    String seq = all.get(all.size() - 3).replaceAll(".*\"seq\":\"(\\d+)\".*", "$1");
    assertThat(run("history", room, "--limit", "3", "--before", seq, "--json").lines())
        .isEqualTo(all.subList(all.size() - 6, all.size() - 3));
  }

  @Test
  void pinnedMessagesAreListedInTheOrderInWhichTheyWerePinned() throws Exception {
    sendAsGuest("first");
    long first = lastPosted().getEvent().getSeq();
    sendAsGuest("second");
    long second = lastPosted().getEvent().getSeq();
    try (Chat owner = open("owner")) {
      for (long seq : new long[] {second, first}) {
        PinMessageRequest pin =
            PinMessageRequest.newBuilder().setRoom(room).setMessageSeq(seq).build();
        assertThat(owner.requests().pinMessage(pin).get(60, SECONDS).getSeq()).isPositive();
      }
    }

    assertThat(run("history", room, "--pinned").lines())
        .extracting(line -> line.replaceAll(".*: ", ""))
        .containsExactly("second", "first");
    assertThat(run("history", room, "--limit", "1").lines().getLast())
        .endsWith(" pinned #" + first);
  }

  @Test
  void jsonLinesAreTheMessagesOfTheApi() throws Exception {
    sendAsGuest("hi");
    String entry = run("history", room, "--json").lines().getLast();
    String exported = run("export", room, "--format", "jsonl").lines().getLast();
    String frame = run("tail", room, "--json").lines().getLast();
    assertThat(exported).isEqualTo(entry);
    assertThat(parsed(frame, ServerFrame.newBuilder()).getEvent())
        .isEqualTo(parsed(entry, HistoryEntry.newBuilder()).getEvent());
    assertThat(parsed(run("rooms", "--json").lines().getFirst(), Room.newBuilder()).getRoomId())
        .isEqualTo("lobby");
    assertThat(run("who", room, "--json").lines())
        .allMatch(line -> line.startsWith("{\"member\":{\"user\":{"))
        .allMatch(line -> line.contains(",\"presence\":{\"userId\":"));
  }

  @Test
  void hostileTextIsInertInEveryForm() throws Exception {
    sendAsGuest(HOSTILE);
    for (String[] command :
        new String[][] {
          {"history", room},
          {"history", room, "--json"},
          {"tail", room},
          {"tail", room, "--json"},
          {"export", room, "--format", "text"},
          {"export", room},
        }) {
      Result result = run(command);
      assertThat(
              result.out().codePoints().filter(c -> c != '\n').filter(PipeCommandsTest::isActive))
          .as(String.join(" ", command))
          .isEmpty();
      assertThat(result.lines()).noneMatch(line -> line.startsWith("mallory"));
    }
    String json = run("history", room, "--json").lines().getLast();
    assertThat(parsed(json, HistoryEntry.newBuilder()).getEvent().getMessagePosted().getText())
        .isEqualTo(HOSTILE);
  }

  private static boolean isActive(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR -> true;
      case Character.FORMAT -> c == 0x202e;
      default -> false;
    };
  }

  @Test
  void tailBeginsAtTheGivenPosition() {
    for (String text : List.of("one", "two", "three")) {
      sendAsGuest(text);
    }
    assertThat(run("tail", room, "-n", "2").out()).doesNotContain("one").contains("two", "three");
    assertThat(run("tail", room, "--lines", "0").out()).isEmpty();
    assertThat(run("tail", room, "--since", "10m").out()).contains("one", "two", "three");
    assertThat(run("tail", room, "--since", "2999-01-01T00:00:00Z").out()).isEmpty();
    String seq =
        run("history", room, "--json", "--limit", "2")
            .lines()
            .getFirst()
            .replaceAll(".*\"seq\":\"(\\d+)\".*", "$1");
    assertThat(run("tail", room, "--since", seq).out()).doesNotContain("two").contains("three");
    assertThat(run("tail", "-name", "guest-of-" + room.substring(1)).out())
        .contains(room + " guest-of-");
  }

  @Test
  void exportWritesEachEventOnceFromTheFirstToTheLast() throws Exception {
    try (Chat owner = open("owner")) {
      List<CompletableFuture<Outcome>> sent =
          IntStream.range(0, 450).mapToObj(i -> owner.send(room, "text " + i)).toList();
      for (var outcome : sent) {
        outcome.get(60, SECONDS);
      }
    }
    List<Long> seqs =
        run("export", room).lines().stream()
            .map(line -> Long.parseLong(line.replaceAll(".*?\"seq\":\"(\\d+)\".*", "$1")))
            .toList();
    assertThat(seqs).hasSizeGreaterThanOrEqualTo(451).isSorted().doesNotHaveDuplicates();
    assertThat(run("export", room, "--format", "text").lines()).hasSize(seqs.size());
  }

  @Test
  void linesOfStandardInputThatArriveTogetherAreOneMessage() throws Exception {
    assertThat(runWithInput("one\n\n  two\n", "send", room, "--stdin", "--join").exitCode())
        .isZero();
    String json = run("history", room, "--json").lines().getLast();
    assertThat(parsed(json, HistoryEntry.newBuilder()).getEvent().getMessagePosted().getText())
        .isEqualTo("one\n\n  two");
  }

  @Test
  void anEmptyInputIsNothingToSend() {
    assertThat(runWithInput("\n \n", "send", room, "--stdin", "--join").exitCode()).isZero();
    assertThat(run("history", room).out()).doesNotContain(user + ":");
  }

  @Test
  void inputThatIsNoUtf8IsReportedWithItsLine() throws Exception {
    byte[] input = "one\n你好\n你好\n".getBytes(Charset.forName("GB18030"));
    Result result = runWithInput(input, "send", room, "--stdin", "--join");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Line 2 of the input is not UTF-8", "iconv");
    assertThat(run("history", room).out()).contains("one\n  │ \uFFFD");
    byte[] password = "你好\n".getBytes(Charset.forName("GB18030"));
    assertThat(runWithInput(password, "login", "ann", "--password-stdin").exitCode()).isEqualTo(2);
    assertThat(run("send", room, "caf\uFFFD").exitCode()).isEqualTo(2);
  }

  @Test
  void aMessageThatTheServerRefusesEndsTheInput() {
    Result result =
        runWithInput(
            "x".repeat(70_000), "send", "lobby", "--stdin", "--message-bytes-max", "70000");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("65536");
  }

  @Test
  void manyRefusedMessagesEndTheInput() {
    String line = "x".repeat(70_000) + "\n";
    Result result =
        runWithInput(line.repeat(80), "send", "lobby", "--stdin", "--message-bytes-max", "70000");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err().lines().filter(said -> said.contains("65536"))).hasSize(1);
  }

  @Test
  void aPrivateMessageBetweenAccountsIsInTheirConversation() {
    register("ann");
    register("ben");
    assertThat(run("-name", "ann", "send", "@ben", "between us").exitCode()).isZero();
    assertThat(run("-name", "ben", "tail", "@ann").out()).contains("ann: between us");
    assertThat(run("-name", "ben", "rooms").out()).contains("@ann\t1 unread");
    assertThat(run("-name", "ben", "send", "@nobody-at-all", "hi").exitCode()).isEqualTo(3);
  }

  @Test
  void membersOfARoomAreListedWithTheirPresence() {
    sendAsGuest("hi");
    Result members = run("who", room);
    assertThat(members.lines())
        .contains("owner\toffline\towner")
        .anyMatch(line -> line.matches("guest-of-room\\d+\toffline\tmember"));
    run("send", "lobby", "hi", "-name", "chatty");
    assertThat(run("who").lines()).contains(user + "\tonline\tmember", "chatty\toffline\tmember");
  }

  @Test
  void exitCodesDistinguishTheErrors() {
    assertThat(run("history", "#nowhere").exitCode()).isEqualTo(3);
    assertThat(run("tail", "#nowhere").exitCode()).isEqualTo(3);
    assertThat(run("send", "#nowhere", "hi").exitCode()).isEqualTo(3);
    Result outside = run("send", room, "hi");
    assertThat(outside.exitCode()).isEqualTo(3);
    assertThat(outside.err()).contains("--join");
    assertThat(run("-name", "owner", "rooms").exitCode()).isEqualTo(4);
    assertThat(runWithInput("wrong horse\n", "login", "owner", "--password-stdin").exitCode())
        .isEqualTo(4);
    alice.setEnvironment("GOCHAT_TOKEN", "nonsense");
    Result signedOut = run("rooms");
    assertThat(signedOut.exitCode()).isEqualTo(4);
    assertThat(signedOut.err()).contains("client login").hasLineCount(1);
  }

  @Test
  void aWrongCommandLineIsExitCode2AndOneLine() {
    for (String[] command :
        new String[][] {
          {"send", room},
          {"send", room, "text", "--stdin"},
          {"send"},
          {"history", room, "--limit", "0"},
          {"history", room, "--limit", "many"},
          {"tail", "--since", "yesterday"},
          {"tail", "--since", "5"},
          {"export", room, "--format", "xml"},
          {"completion", "fish"},
          {"login", "--password-stdin"},
          {"login", "name", "password"},
          {"login", "name"},
          {"history", room, "--nonsense"},
          {"frobnicate"},
        }) {
      Result result = run(command);
      assertThat(result.exitCode()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(result.err()).as(String.join(" ", command)).hasLineCount(1);
      assertThat(result.out()).isEmpty();
    }
  }
}
