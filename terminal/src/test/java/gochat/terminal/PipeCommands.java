package gochat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.RealServer;
import gochat.client.v1.Chat;
import gochat.client.v1.Options;
import gochat.server.Setting;
import gochat.terminal.CommandRun.Result;
import gochat.v1.CreateRoomRequest;
import gochat.v1.RoomKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Runs commands for scripts against a real server, in this process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipeCommands {
  RealServer server;
  CommandRun alice;

  /// The server's directory.
  Path data;

  String room;

  /// The system's user name, which is the guest's name by default.
  String user;

  private int rooms;

  @BeforeAll
  void startServer(@TempDir Path directory) throws Exception {
    data = directory;
    server = RealServer.start(data, Map.of(Setting.GUEST_ROOMS, "*", Setting.WEB_PORT, "0"));
    server.endpoint().register("owner", "correct horse");
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  /// Each test has a room of its own.
  @BeforeEach
  void makeRoom(@TempDir Path home) throws Exception {
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
      assertThat(owner.requests().createRoom(request).get(60, SECONDS).getRoomId()).isNotEmpty();
    }
  }

  Chat open(String name) {
    String token = server.endpoint().signIn(name, "correct horse").getToken();
    return server.endpoint().open(token, Options.DEFAULT, (_, _) -> {});
  }

  Result run(String... args) {
    return runWithInput("", args);
  }

  Result runWithInput(String input, String... args) {
    return runWithInput(input.getBytes(UTF_8), args);
  }

  Result runWithInput(byte[] input, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "-server";
    all[1] = server.address().toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return alice.runWithInput(input, all);
  }

  void sendAsGuest(String text) {
    assertThat(run("send", room, text, "--join", "-name", "guest-of-" + room.substring(1)))
        .isEqualTo(new Result(0, "", ""));
  }

  void register(String name) {
    Result result = runWithInput("correct horse\n", "register", name, "--password-stdin");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("Signed in as " + name + " at " + server.address() + ".\n");
  }
}
