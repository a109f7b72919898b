package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.api.Build;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.AuditAction;
import gochat.v1.AuditActor;
import gochat.v1.Audited;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.CreateRecoveryCodesRequest;
import gochat.v1.Cursor;
import gochat.v1.DisableAccountRequest;
import gochat.v1.EnableAccountRequest;
import gochat.v1.EndSessionsRequest;
import gochat.v1.Event;
import gochat.v1.FollowRequest;
import gochat.v1.RegisterRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.RevokeInvitationRequest;
import gochat.v1.ServerFrame;
import gochat.v1.SignedIn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The audit log of a server: its entries, and the administrators who read it.
@SuppressWarnings("NullAway.Init") // set before each test
class AuditLogTest {
  @RegisterExtension
  private final ServerFixture server =
      new ServerFixture(Map.of(Setting.RETENTION_EVENTS, "100", Setting.RETENTION_AGE, "1m"));

  private V1Client root;

  @BeforeEach
  void register() {
    root = new V1Client(registered("root", "", server.adminCode()), server.channel());
  }

  private SignedIn registered(String name, String invitation, String adminCode) {
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setName(name)
            .setPassword(V1Client.PASSWORD)
            .setInvitation(invitation)
            .setAdminCode(adminCode)
            .build();
    return AccountServiceGrpc.newBlockingStub(server.channel()).register(request).getSignedIn();
  }

  private AdminServiceBlockingStub admin() {
    return AdminServiceGrpc.newBlockingStub(root.asSelf());
  }

  /// The entries without those of starts, the oldest first.
  private List<Event> entries() {
    return allEntries().stream()
        .filter(entry -> entry.getAudited().getAction() != AuditAction.AUDIT_ACTION_SERVER_STARTED)
        .toList();
  }

  private List<Event> allEntries() {
    return root.history("audit");
  }

  /// An entry as a line: its author or other actor, its action and its account.
  private static String line(Event event) {
    Audited entry = event.getAudited();
    String actor =
        entry.getActor() == AuditActor.AUDIT_ACTOR_ACCOUNT
            ? event.getAuthor().getName()
            : entry.getActor().name().replace("AUDIT_ACTOR_", "");
    return (actor
            + " "
            + entry.getAction().name().replace("AUDIT_ACTION_", "")
            + " "
            + entry.getAccount().getName())
        .strip();
  }

  private Audited last() {
    return entries().getLast().getAudited();
  }

  @Test
  void eachActOfAnAdministratorOverTheApiHasAnEntryWithoutSecrets() {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    String recoveryCode =
        alice
            .accounts()
            .createRecoveryCodes(
                CreateRecoveryCodesRequest.newBuilder().setPassword(V1Client.PASSWORD).build())
            .getCreated()
            .getCodes(0);
    var _ = admin().disableAccount(DisableAccountRequest.newBuilder().setAccount("Alice").build());
    var _ = admin().disableAccount(DisableAccountRequest.newBuilder().setAccount("root").build());
    assertThat(last().getDetailsMap()).containsEntry("outcome", "refused");
    var _ = admin().enableAccount(EnableAccountRequest.newBuilder().setAccount("Alice").build());
    var _ = admin().endSessions(EndSessionsRequest.newBuilder().setAccount("Alice").build());
    String code =
        admin()
            .createPasswordReset(
                CreatePasswordResetRequest.newBuilder().setAccount("Alice").build())
            .getCreated()
            .getCode();
    assertThat(last().getDetailsMap()).containsOnlyKeys("expires");
    var _ =
        AccountServiceGrpc.newBlockingStub(server.channel())
            .resetPassword(
                ResetPasswordRequest.newBuilder()
                    .setCode(code)
                    .setNewPassword("another horse")
                    .build());
    var invited =
        admin()
            .createInvitation(
                CreateInvitationRequest.newBuilder().setNote("for Bob").setUsesMax(3).build())
            .getCreated();
    String invitation = invited.getInvitation().getInvitationId();
    assertThat(last().getDetailsMap())
        .containsEntry("invitation", invitation)
        .containsEntry("kind", "account")
        .containsEntry("uses", "3")
        .containsOnlyKeys("invitation", "kind", "uses", "expires");
    SignedIn _ = registered("Bob", invited.getCode(), "");
    assertThat(last().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("kind", "account", "admission", "invitation", "invitation", invitation));
    var _ =
        admin()
            .revokeInvitation(
                RevokeInvitationRequest.newBuilder().setInvitationId(invitation).build());

    assertThat(entries().stream().map(AuditLogTest::line))
        .containsExactly(
            "root ACCOUNT_REGISTERED root",
            "Alice ACCOUNT_REGISTERED Alice",
            "Alice RECOVERY_CODES_CREATED Alice",
            "root ACCOUNT_DISABLED Alice",
            "root ACCOUNT_DISABLED root",
            "root ACCOUNT_DISABLED root",
            "root ACCOUNT_ENABLED Alice",
            "root SESSIONS_ENDED Alice",
            "root PASSWORD_RESET_CREATED Alice",
            "Alice PASSWORD_RESET_USED Alice",
            "root INVITATION_CREATED",
            "Bob ACCOUNT_REGISTERED Bob",
            "root INVITATION_REVOKED");
    assertThat(entries().toString())
        .doesNotContain(code)
        .doesNotContain(recoveryCode)
        .doesNotContain(invited.getCode())
        .doesNotContain(V1Client.PASSWORD)
        .doesNotContain("for Bob");
  }

  @Test
  void eachCommandOfTheOperatorHasAnEntry() {
    admin("account", "add", "Alice");
    admin("account", "disable", "Alice");
    admin("account", "enable", "Alice");
    admin("account", "sign-out", "Alice");
    admin("account", "reset", "Alice");
    admin("account", "list");
    String id = admin("invitation", "add").replaceFirst("(?s).*?([0-9a-f-]{36}).*", "$1");
    admin("invitation", "revoke", id);
    admin("retention", "lobby");
    admin("retention", "lobby", "--age", "30d");
    assertThat(last().getDetailsMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("room", "lobby", "age", "30d", "events", "off"));
    assertThat(AdminRun.inThisProcess(server.directory(), "retention", "audit", "--age", "30d"))
        .satisfies(refused -> assertThat(refused.err()).contains("audit.keep"));

    assertThat(entries().stream().skip(1).map(AuditLogTest::line))
        .containsExactly(
            "OPERATOR ACCOUNT_ADDED Alice",
            "OPERATOR ACCOUNT_DISABLED Alice",
            "OPERATOR ACCOUNT_ENABLED Alice",
            "OPERATOR SESSIONS_ENDED Alice",
            "OPERATOR PASSWORD_RESET_CREATED Alice",
            "OPERATOR INVITATION_CREATED",
            "OPERATOR INVITATION_REVOKED",
            "OPERATOR RETENTION_CHANGED");
  }

  private String admin(String... command) {
    AdminRun.Result result = AdminRun.inThisProcess(server.directory(), command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void aCommandOnAStoppedServerHasItsEntryToo() throws Exception {
    server.stop();
    admin("retention", "lobby", "--events", "200");
    server.start();
    root = V1Client.signIn(server.channel(), "root");

    assertThat(entries().stream().map(AuditLogTest::line))
        .containsExactly("root ACCOUNT_REGISTERED root", "OPERATOR RETENTION_CHANGED");
  }

  @Test
  void eachStartHasAnEntryWithTheVersionAndTheSettingsThatDifferFromTheDefaults() throws Exception {
    server.stop();
    server.start();
    root = V1Client.signIn(server.channel(), "root");

    List<Audited> starts =
        allEntries().stream()
            .map(Event::getAudited)
            .filter(entry -> entry.getAction() == AuditAction.AUDIT_ACTION_SERVER_STARTED)
            .toList();
    assertThat(starts).hasSize(2);
    assertThat(starts)
        .allSatisfy(start -> {
          assertThat(start.getActor()).isEqualTo(AuditActor.AUDIT_ACTOR_SERVER);
          assertThat(start.getDetailsMap())
              .containsEntry("version", Build.current().version())
              .containsKey("server_address");
          assertThat(start.getDetailsOrThrow("settings"))
              .contains("port=0", "retention.age=1m", "retention.events=100")
              .doesNotContain("registration");
        });
  }

  @Test
  void streamsBringTheAuditLogToAdministratorsAndResumeThere() {
    V1Client alice = V1Client.register(server.channel(), "Alice");
    Iterator<ServerFrame> hers = alice.follow();
    Iterator<ServerFrame> live = root.follow();
    long before = allEntries().getLast().getSeq();
    admin("account", "add", "Bob");
    admin("account", "add", "Carol");

    FollowRequest resumed =
        FollowRequest.newBuilder()
            .addCursors(Cursor.newBuilder().setRoom("audit").setSeq(before))
            .build();
    assertThat(
            V1Client.untilCaughtUp(root.follow(resumed)).stream()
                .filter(ServerFrame::hasEvent)
                .map(frame -> line(frame.getEvent())))
        .containsExactly("OPERATOR ACCOUNT_ADDED Bob", "OPERATOR ACCOUNT_ADDED Carol");
    assertThat(line(next(live))).isEqualTo("OPERATOR ACCOUNT_ADDED Bob");
    assertThat(line(next(live))).isEqualTo("OPERATOR ACCOUNT_ADDED Carol");
    alice.send("lobby", "hi");
    assertThat(next(hers).getRoomId()).isEqualTo("lobby");
  }

  private static Event next(Iterator<ServerFrame> stream) {
    List<ServerFrame> frames = new ArrayList<>();
    do {
      frames.add(stream.next());
    } while (!frames.getLast().hasEvent());
    return frames.getLast().getEvent();
  }
}
