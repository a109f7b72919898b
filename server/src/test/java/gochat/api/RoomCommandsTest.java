package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.account.Identity;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.room.Command;
import gochat.room.RoomId;
import gochat.server.Stores;
import gochat.shard.Outcome;
import gochat.shard.Shard;
import gochat.shard.ShardConfig;
import gochat.store.Store;
import gochat.v1.SendMessageRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomCommandsTest {
  private final Store store = Stores.inMemory();

  /// A shard whose inbox takes one command and whose turns the test runs.
  private final Shard shard =
      new Shard(store.journal(), new ShardConfig(1, 64), InstantSource.system(), _ -> {});

  private final RoomCommands commands = new RoomCommands(shard, new Rejections(64));
  private final Identity alice =
      new Identity(
          new User(UUID.randomUUID(), UserName.stored("alice"), UserKind.ACCOUNT),
          UUID.randomUUID());

  @AfterEach
  void close() {
    store.close();
  }

  private CompletableFuture<Outcome> post(Caller caller, String text) {
    return commands.submit(
        caller, RoomId.LOBBY, new Command.Post(caller.author(), UUID.randomUUID(), text));
  }

  @Test
  void aCallOfItsOwnFailsWhenTheServerHasTooMuchToDo() {
    Caller caller = Caller.once(alice, ApiWorld.HERE);
    CompletableFuture<Outcome> first = post(caller, "first");

    assertThatThrownBy(() -> post(caller, "second"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode())
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    shard.turn();
    assertThat(first).isCompletedWithValue(new Outcome.Stored(1));
  }

  @Test
  void aStreamWaitsUntilThereIsRoomAndNothingIsLost() throws Exception {
    Caller caller = Caller.onStream(alice, UUID.randomUUID(), ApiWorld.HERE);
    CompletableFuture<Outcome> first = post(caller, "first");
    CompletableFuture<CompletableFuture<Outcome>> second = new CompletableFuture<>();
    Thread.startVirtualThread(() -> second.complete(post(caller, "second")));

    assertThat(second).isNotDone();
    while (!second.isDone()) {
      shard.turn();
      Thread.onSpinWait();
    }
    shard.turn();

    assertThat(first).isCompletedWithValue(new Outcome.Stored(1));
    assertThat(second.get(1, TimeUnit.SECONDS)).isCompletedWithValue(new Outcome.Stored(2));
  }

  @Test
  void anUnknownOutcomeIsNoRefusal() {
    UUID id = UUID.randomUUID();

    assertThatThrownBy(() ->
            commands.answer(
                new Outcome.Unknown(),
                SendMessageRequest.getDefaultInstance(),
                _ -> SendMessageRequest.getDefaultInstance(),
                () -> Failures.outcomeUnknown(id)))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageStartingWith("UNAVAILABLE")
        .hasMessageContaining(id.toString());
  }
}
