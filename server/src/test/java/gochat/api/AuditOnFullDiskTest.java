package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.AccountsException;
import gochat.account.AuditLog.Actor;
import gochat.account.User;
import gochat.account.UserName;
import gochat.room.AuditAction;
import gochat.room.RoomId;
import gochat.server.V1Client;
import gochat.store.sqlite.LimitedStore;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.DisableAccountRequest;
import gochat.v1.RegisterRequest;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Administration while the store has no space for an entry of the audit log.
@SuppressWarnings("NullAway.Init") // set before each test
class AuditOnFullDiskTest {
  private static final DisableAccountRequest DISABLE =
      DisableAccountRequest.newBuilder().setAccount("Alice").build();

  @TempDir private Path directory;

  private LimitedStore disk;
  private ApiWorld world;
  private AdminServiceBlockingStub root;

  @BeforeEach
  void open() {
    disk = new LimitedStore(directory.resolve("gochat.db"));
    world = new ApiWorld(disk.store());
    ManagedChannel channel = world.serve();
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setName("root")
            .setPassword(V1Client.PASSWORD)
            .setAdminCode(world.identities.signUps().adminCode().orElseThrow())
            .build();
    V1Client client =
        new V1Client(
            AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn(), channel);
    root = AdminServiceGrpc.newBlockingStub(client.asSelf());
    V1Client _ = V1Client.register(channel, "Alice");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anAdministratorIsToldOfTheFullDiskAndNoAccountIsDisabled() throws Exception {
    disk.takeSpace();
    boolean isFull = false;
    while (!isFull) {
      isFull = !isRecorded();
    }
    long head = head();

    assertThat(ApiWorld.reason(ApiWorld.failure(() -> root.disableAccount(DISABLE))))
        .isEqualTo("DISK_FULL");
    assertThat(isDisabled()).isFalse();
    assertThat(head()).isEqualTo(head);

    disk.giveSpace();
    assertThat(root.disableAccount(DISABLE).hasDisabled()).isTrue();
    assertThat(isDisabled()).isTrue();
    assertThat(head()).isEqualTo(head + 1);
  }

  /// Records an entry that is no larger than that of the call.
  private boolean isRecorded() {
    try {
      world
          .audit()
          .record(new Actor.ByAccount(user("root")), AuditAction.ACCOUNT_ENABLED, user("Alice"));
      return true;
    } catch (AccountsException e) {
      assertThat(e.reason()).isEqualTo(AccountsException.Reason.DISK_FULL);
      return false;
    }
  }

  private User user(String name) {
    return world.store.accounts().find(UserName.stored(name)).orElseThrow();
  }

  private boolean isDisabled() {
    return world.store.accounts().credentials(UserName.stored("Alice")).orElseThrow().isDisabled();
  }

  private long head() {
    return world.store.journal().head(RoomId.AUDIT);
  }
}
