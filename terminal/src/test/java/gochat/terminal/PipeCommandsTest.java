package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import gochat.client.v1.Chat;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.RealServer;
import gochat.terminal.CommandRun.Result;
import gochat.terminal.profile.Credential;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.text.Texts;
import gochat.v1.CreateRoomRequest;
import gochat.v1.HistoryEntry;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.ServerFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each command against a real server, in this process.
class PipeCommandsTest {
  private static final String HOSTILE = "\u001b[2Jboo\u009b31m\u202eevil\u2028x\r\nmallory: hi";

  @TempDir private static Path data;
  @TempDir private Path home;

  private static RealServer server;
  private static int rooms;

  private CommandRun alice;
  private String room;
  private String user;

  @BeforeAll
  static void startServer() throws Exception {
    server = RealServer.start(data);
    server.endpoint().register("owner", "correct horse");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /// Each test has a room of its own.
  @BeforeEach
  void makeRoom() throws Exception {
    alice = new CommandRun(home);
    room = "#room" + rooms++;
    user = room.replace("#room", "somebody");
    alice.setEnvironment("USER", user);
    try (Chat owner = open("owner")) {
      CreateRoomRequest request =
          CreateRoomRequest.newBuilder()
              .setName(room.substring(1))
              .setKind(RoomKind.ROOM_KIND_PUBLIC)
              .build();
      assertThat(owner.requests().createRoom(request).get(10, SECONDS).hasCreated()).isTrue();
    }
  }

  private static Chat open(String name) {
    String token = server.endpoint().signIn(name, "correct horse").getToken();
    return server.endpoint().open(token, Options.DEFAULT, (_, _) -> {});
  }

  private Result run(String... args) {
    return runWithInput("", args);
  }

  private Result runWithInput(String input, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "-server";
    all[1] = server.address().toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return alice.runWithInput(input, all);
  }

  private void sendAsGuest(String text) {
    assertThat(run("send", room, text, "--join", "-name", "guest-of-" + room.substring(1)))
        .isEqualTo(new Result(0, "", ""));
  }

  private static <M extends Message.Builder> M parsed(String json, M into)
      throws InvalidProtocolBufferException {
    JsonFormat.parser().merge(json, into);
    return into;
  }

  @Test
  void whatIsSentIsInTheHistory() {
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
  void withoutANameItIsSaidWhoOneIs() {
    assertThat(run("send", "lobby", "hi").err())
        .isEqualTo(
            "You are the guest "
                + user
                + " at "
                + server.address()
                + ": give another name with -name, or sign in with \"client login\".\n");
  }

  @Test
  void theSameGuestComesAgain() throws Exception {
    sendAsGuest("one");
    sendAsGuest("two");
    List<String> authors =
        run("export", room).lines().stream()
            .filter(line -> line.contains("messagePosted"))
            .map(line -> line.replaceAll(".*\"author\":\\{\"id\":\"([^\"]+)\".*", "$1"))
            .toList();
    assertThat(authors).hasSize(2);
    assertThat(authors.getFirst()).isEqualTo(authors.getLast());
  }

  @Test
  void aGuestWhoseTokenIsGoneComesAnew() throws Exception {
    sendAsGuest("one");
    Path credentials = alice.places().credentialsFile();
    String kept = Files.readString(credentials);
    server.endpoint().signOut(kept.lines().toList().getLast().replaceAll(".* ", ""));
    sendAsGuest("two");
    assertThat(Files.readString(credentials)).isNotEqualTo(kept);
  }

  @Test
  void historyGoesPageByPage() {
    for (String line : IntStream.range(0, 30).mapToObj(i -> "line " + i).toList()) {
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
  void tailBeginsWhereItIsTold() {
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
        outcome.get(20, SECONDS);
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
  void linesOfStandardInputAreOneMessageWhenTheyComeTogether() throws Exception {
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
  void aMessageThatTheServerRefusesEndsTheInput() {
    Result result =
        runWithInput(
            "x".repeat(70_000), "send", "lobby", "--stdin", "--message-bytes-max", "70000");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("65536");
  }

  @Test
  void manyThatAreRefusedEndTheInputToo() {
    String line = "x".repeat(70_000) + "\n";
    Result result =
        runWithInput(line.repeat(80), "send", "lobby", "--stdin", "--message-bytes-max", "70000");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err().lines().filter(said -> said.contains("65536"))).hasSize(1);
  }

  @Test
  void aTokenThatCameOverTlsDoesNotTravelWithout() throws Exception {
    new CredentialStore(alice.places().credentialsFile(), new Texts(Locale.ENGLISH))
        .put(new Credential("192.0.2.1:1234", "alice", false, true, "secret"));
    Result result = alice.run("-server", "192.0.2.1:1234", "-name", "alice", "rooms");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("-tls").hasLineCount(1);
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

  private void register(String name) {
    Result result = runWithInput("correct horse\n", "register", name, "--password-stdin");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("Signed in as " + name + " at " + server.address() + ".\n");
  }

  @Test
  void whoIsInARoomAndWhoIsHere() {
    sendAsGuest("hi");
    Result members = run("who", room);
    assertThat(members.lines())
        .contains("owner\toffline\towner")
        .anyMatch(line -> line.matches("guest-of-room\\d+\toffline\tmember"));
    run("send", "lobby", "hi", "-name", "chatty");
    assertThat(run("who").lines()).contains(user + "\tonline\tmember", "chatty\toffline\tmember");
  }

  @Test
  void signingInIsForAllCommandsThatFollow() throws Exception {
    register("carol");
    assertThat(run("send", "lobby", "as carol").err()).isEmpty();
    assertThat(run("history", "lobby", "--limit", "1").out()).contains("carol: as carol");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(alice.places().credentialsFile())))
        .isEqualTo("rw-------");

    assertThat(run("logout").out()).contains("Signed out carol");
    assertThat(run("send", "lobby", "hi").err()).contains("guest somebody");
    assertThat(run("-name", "carol", "send", "lobby", "hi").exitCode()).isEqualTo(4);
    assertThat(runWithInput("correct horse\n", "login", "carol", "--password-stdin").exitCode())
        .isZero();
    assertThat(run("-name", "carol", "rooms").exitCode()).isZero();
  }

  @Test
  void signingInAgainEndsTheSessionBefore() throws Exception {
    register("dora");
    String before = token();
    assertThat(runWithInput("correct horse\n", "login", "dora", "--password-stdin").exitCode())
        .isZero();
    alice.setEnvironment("GOCHAT_TOKEN", before);
    assertThat(run("rooms").exitCode()).isEqualTo(4);
  }

  private String token() throws Exception {
    return Files.readString(alice.places().credentialsFile()).strip().replaceAll("(?s).* ", "");
  }

  @Test
  void aTokenOfTheEnvironmentComesFirst() throws Exception {
    alice.setEnvironment(
        "GOCHAT_TOKEN", server.endpoint().signIn("owner", "correct horse").getToken());
    Result sent = run("send", room, "from CI");
    assertThat(sent).isEqualTo(new Result(0, "", ""));
    assertThat(run("history", room).out()).contains("owner: from CI");
    assertThat(alice.places().credentialsFile()).doesNotExist();
  }

  @Test
  void ofSeveralAccountsOneHasToBeNamed() {
    register("erin");
    register("finn");
    Result result = run("rooms");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("erin, finn", "-name").hasLineCount(1);
  }

  @Test
  void aFileOfTokensThatOthersCanReadIsNotUsed() throws Exception {
    register("gwen");
    Files.setPosixFilePermissions(
        alice.places().credentialsFile(), PosixFilePermissions.fromString("rw-r--r--"));
    Result result = run("rooms");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("chmod 600").hasLineCount(1);
    assertThat(run("doctor").out()).contains("PROBLEM", "chmod 600");
  }

  @Test
  void exitCodesTellScriptsWhatHappened() {
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
  void mistakesAreTwoAndOneLine() {
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
