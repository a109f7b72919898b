package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.UserKind;
import gochat.room.AuditAction;
import gochat.room.LogEntry;
import gochat.room.RoomEvent;
import gochat.room.RoomId;
import gochat.store.DataDirectory;
import gochat.store.Durability;
import gochat.store.Store;
import gochat.v1.Cursor;
import gochat.v1.FollowRequest;
import gochat.v1.ServerFrame;
import gochat.v1.ServerFrame.FrameCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// An operator replaces the data by a backup, and declares it with `--restored`.
class RestoredCopyTest {
  @RegisterExtension final ServerFixture server = new ServerFixture();

  @TempDir private Path backup;

  @Test
  void aClientThatHasReadFurtherIsResetAndGetsTheLogAnew() throws Exception {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    alice.send("lobby", "one");
    alice.send("lobby", "two");
    server.stop();
    copy(server.directory(), backup);
    server.start();
    long epoch = again(alice).send("lobby", "three").getSent().getEpoch();
    server.stop();
    copy(backup, server.directory());

    assertThat(restored(server.directory())).contains(server.directory().toString());

    server.start();
    Cursor cursor = Cursor.newBuilder().setRoom("lobby").setEpoch(epoch).setSeq(3).build();
    List<ServerFrame> frames =
        V1Client.untilCaughtUp(
            again(alice).follow(FollowRequest.newBuilder().addCursors(cursor).build()));
    assertThat(frames)
        .extracting(ServerFrame::getFrameCase)
        .containsExactly(
            FrameCase.RESET,
            FrameCase.ROOM_FOLLOWED,
            FrameCase.EVENT,
            FrameCase.EVENT,
            FrameCase.ROOM_CAUGHT_UP,
            FrameCase.CAUGHT_UP);
    assertThat(frames.getFirst().getReset().getEpoch()).isEqualTo(epoch + 1);
    assertThat(frames)
        .filteredOn(ServerFrame::hasEvent)
        .extracting(frame -> frame.getEvent().getMessagePosted().getText())
        .containsExactly("one", "two");
  }

  @Test
  void theCodesOfTheCopyHaveEndedAndTheAuditLogSaysThatItCameBack() throws Exception {
    server.stop();
    try (DataDirectory data = DataDirectory.open(server.directory());
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      Terms terms = new Terms(UserKind.ACCOUNT, 1, List.of(), "");
      Invitation open = new Invitation(UUID.randomUUID(), terms, 0, 1, Long.MAX_VALUE);
      store.invitations().add(open, "hash");
    }

    restored(server.directory());

    try (DataDirectory data = DataDirectory.open(server.directory());
        Store store = Stores.open(data, Durability.SYNC, _ -> {})) {
      assertThat(store.invitations().all()).isEmpty();
      LogEntry last = store.journal().read(RoomId.AUDIT, 0, 100, Integer.MAX_VALUE).getLast();
      assertThat(((RoomEvent.Audited) last.event()).entry().action())
          .isEqualTo(AuditAction.DATA_RESTORED);
    }
  }

  /// The same user on a connection to the server of now.
  private V1Client again(V1Client client) {
    return new V1Client(client.signedIn(), server.channel());
  }

  private static String restored(Path data) {
    var out = new ByteArrayOutputStream();
    var main = new Main(Map.of("GOCHAT_LANG", "en"), new PrintStream(out, true, UTF_8), System.err);
    OptionalInt exit =
        main.start(
            (_, _) -> {
              throw new AssertionError("it must not start");
            },
            "--restored",
            "--data-dir",
            data.toString());
    assertThat(exit).hasValue(0);
    return out.toString(UTF_8);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to.resolve("gochat.db"));
    Files.copy(from.resolve("gochat.db"), to.resolve("gochat.db"));
  }
}
