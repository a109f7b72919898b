package gochat.terminal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.v1.Chat;
import gochat.terminal.CommandRun.Result;
import gochat.v1.LeaveRoomRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The data of an account on the command line.
class PipeMyDataTest extends PipeCommands {
  private List<String> dataOf(String name) {
    Result result = run("my-data", "-name", name);
    assertThat(result.err()).isEmpty();
    return result.lines();
  }

  private void send(String from, String to, String text) {
    assertThat(run("send", "-name", from, "--join", to, text)).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void itHasWhatTheAccountWroteAndItsConversationsButNoWordsOfOthersInRooms() throws Exception {
    register("mona");
    send("mona", room, "words of mona");
    send("mona", "lobby", "hello lobby");
    try (Chat owner = open("owner")) {
      owner.send(room, "words of the owner").get(60, SECONDS);
    }
    register("nora");
    send("nora", "@mona", "words of nora");

    List<String> lines = dataOf("mona");

    assertThat(lines.getFirst()).startsWith("{\"user\":{\"id\":").contains("\"mona\"");
    assertThat(lines.get(1)).startsWith("{\"session\":{\"sessionId\":");
    assertThat(lines).filteredOn(line -> line.startsWith("{\"room\":")).hasSize(3);
    assertThat(lines)
        .anyMatch(line -> line.contains("words of mona"))
        .anyMatch(line -> line.contains("hello lobby"))
        .anyMatch(line -> line.contains("words of nora"))
        .noneMatch(line -> line.contains("words of the owner"));
  }

  @Test
  void itHasWhatTheAccountWroteInPublicRoomsThatItHasLeft() throws Exception {
    register("olga");
    send("olga", room, "before olga left");
    try (Chat olga = open("olga")) {
      LeaveRoomRequest request = LeaveRoomRequest.newBuilder().setRoom(room).build();
      olga.requests().leaveRoom(request).get(60, SECONDS);
    }

    assertThat(dataOf("olga"))
        .anyMatch(line -> line.contains("before olga left"))
        .noneMatch(line -> line.startsWith("{\"room\":") && line.contains(room));
  }

  @Test
  void aGuestIsToldToSignIn() {
    Result result = run("my-data");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }
}
