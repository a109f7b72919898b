package gochat.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.checker.History;
import gochat.checker.Operation;
import gochat.checker.Operation.Stored;
import gochat.checker.Stream;
import gochat.checker.Stream.Reset;
import gochat.client.Recorder;
import gochat.client.ServerProcess;
import gochat.client.ServerProcess.Ports;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Credential;
import gochat.client.v1.CursorStore;
import gochat.client.v1.Ending;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.client.v1.TokenStore;
import gochat.grpc.LoopbackProxy;
import gochat.server.AdminRun;
import gochat.v1.DeleteMessageRequest;
import gochat.v1.Event;
import gochat.v1.Refusal;
import gochat.v1.RefusalReason;
import gochat.v1.SendMessageRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The whole way of a disaster, with the real programs: a backup of the running server, the loss of
/// its data directory, the restore, and the return of the clients. `-Dgochat.system.seed=…` for the
/// steps of that seed. Both tests mostly wait for their servers, and run side by side.
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(OS.WINDOWS)
class RestoreDrillTest {
  private static final long SEED =
      Long.getLong("gochat.system.seed", new SplittableRandom().nextLong());

  /// Changes that are stored before the backup, while it is made, and afterwards.
  private static final int CHANGES = 50;

  @TempDir private Path directory;

  @Test
  void afterARestoreAllClientsGoOnAndHaveEverythingThatTheBackupHas() throws Exception {
    System.out.println("gochat.system.seed=" + SEED);
    try (ServerProcess server = ServerProcess.start(directory, Ports.NEW);
        SystemRun run = new SystemRun(server, SEED, LoopbackProxy::new)) {
      run.begin();
      run.awaitStored(CHANGES);
      List<Operation> acknowledged =
          run.recorder().operations().stream().filter(Operation::isStored).toList();
      Path backup = backUp(server);
      run.awaitStored(CHANGES);
      run.end();
      History before = run.settle(_ -> false);

      destroyData(server);
      String _ = restore(server, backup, "--keep-sessions");
      Map<String, Long> heads = run.restored(before);
      server.startAgain();
      run.begin();
      run.awaitStored(CHANGES);
      run.end();
      History after = run.finish(_ -> false);

      System.out.println(before.summary() + "\n" + after.summary());
      assertThat(acknowledged).isNotEmpty().allMatch(each -> isIn(heads, each));
      assertThat(before.operations().stream().filter(Operation::isStored))
          .anyMatch(each -> !isIn(heads, each));
      assertThat(usersThatWereReset(after)).containsAll(run.users().users());
      assertThat(before.violations()).as("before the restore, seed %d", SEED).isEmpty();
      assertThat(after.violations()).as("after the restore, seed %d", SEED).isEmpty();
    }
  }

  private static boolean isIn(Map<String, Long> heads, Operation stored) {
    return stored.result() instanceof Stored(_, long seq)
        && seq <= heads.getOrDefault(stored.request().room(), 0L);
  }

  /// The users to whose clients the server said that the lobby is another log.
  private static Set<String> usersThatWereReset(History history) {
    return history.streams().stream()
        .filter(stream ->
            stream.frames().stream()
                .anyMatch(frame ->
                    frame instanceof Reset(_, String room, _) && room.equals(TestUsers.LOBBY)))
        .map(Stream::user)
        .collect(toSet());
  }

  @Test
  void aRestoreEndsSessionsTakesDeletionsBackAndNamesThoseThatTheLostDirectoryStillTells()
      throws Exception {
    try (ServerProcess server = ServerProcess.start(directory, Ports.KEPT)) {
      server.endpoint().register("bot", "correct horse battery");
      Credential account =
          Credential.account("bot", "correct horse battery", TokenStore.inMemory());
      Options options = Options.DEFAULT.withCursors(CursorStore.inMemory());
      Recorder first = new Recorder();
      Path lost = directory.resolve("lost");
      try (Chat chat = server.endpoint().open(account, options, first)) {
        send(chat, "kept");
        Path backup = backUp(server);
        chat.send(TestUsers.LOBBY, "lost").join();
        long kept = first.first(ChatEvent.Happened.class).event().getSeq();
        chat.requests()
            .deleteMessage(
                DeleteMessageRequest.newBuilder()
                    .setRoom(TestUsers.LOBBY)
                    .setMessageSeq(kept)
                    .build())
            .join();
        // Of the deleted message the server knows only the id.
        assertThat(send(chat, "changed")).matches(each -> isStored(each, 1, kept));
        server.kill();
        Files.move(server.dataDirectory(), lost);
        assertThat(restore(server, backup, "--newer-log=" + lost))
            .containsPattern("lobby: bot deleted a message of bot, sent at \\S+Z\n$");
        server.startAgain();
        assertThat(first.first(ChatEvent.Ended.class).ending())
            .isInstanceOf(Ending.SignedOut.class);
      }

      // The program starts again.
      Recorder second = new Recorder();
      try (Chat chat = server.endpoint().open(account, options, second)) {
        assertThat(second.first(ChatEvent.Reset.class).epoch()).isEqualTo(2);
        second.first(ChatEvent.CaughtUp.class);
        assertThat(second.texts(TestUsers.LOBBY)).containsExactly("kept");
        Event kept = second.first(ChatEvent.Happened.class).event();
        assertThat(send(chat, "kept")).matches(each -> isStored(each, 2, kept.getSeq()));
        assertThat(send(chat, "changed"))
            .matches(each ->
                each instanceof Outcome.Refused(Refusal refusal)
                    && refusal.getReason() == RefusalReason.REFUSAL_REASON_CONFLICT);
      }
    }
  }

  /// Sends a text, always under the same id.
  private static Outcome send(Chat chat, String text) {
    return chat.send(
            SendMessageRequest.newBuilder()
                .setRoom(TestUsers.LOBBY)
                .setClientMessageId("01890a5d-ac96-774b-bcce-b302099a8057")
                .setText(text)
                .build())
        .join();
  }

  private static boolean isStored(Outcome outcome, long atEpoch, long atSeq) {
    return outcome instanceof Outcome.Stored(_, long epoch, long seq, _)
        && epoch == atEpoch
        && seq == atSeq;
  }

  private Path backUp(ServerProcess server) throws IOException, InterruptedException {
    return Path.of(admin(server, "backup", directory.resolve("backups").toString()).out().strip());
  }

  private static String restore(ServerProcess server, Path backup, String option)
      throws IOException, InterruptedException {
    String out = admin(server, "restore", option, backup.toString()).out();
    assertThat(out).contains("epoch 2");
    return out;
  }

  private static AdminRun.Result admin(ServerProcess server, String... command)
      throws IOException, InterruptedException {
    AdminRun.Result result = AdminRun.asProcess(server.dataDirectory(), command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static void destroyData(ServerProcess server) throws IOException {
    try (var files = Files.walk(server.dataDirectory())) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
