package gochat.server;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.BlockUserRequest;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.DisableAccountRequest;
import gochat.v1.RegisterRequest;
import gochat.v1.UnblockUserRequest;
import gochat.v1.UserKind;
import io.grpc.ManagedChannel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The users of one server who take part in all scenes of the table of rights.
final class RightsCast {
  private final ManagedChannel channel;
  private final Map<RightsUser, V1Client> callers = new EnumMap<>(RightsUser.class);
  private int names;

  final V1Client root;
  final V1Client owner;
  final V1Client member;
  final V1Client banned;
  final V1Client muted;
  final V1Client newcomer;

  /// @param code with which the first administrator registers
  RightsCast(ManagedChannel channel, String code) {
    this.channel = channel;
    root = V1Client.administrator(channel, "root", code);
    owner = V1Client.register(channel, "Olga");
    member = V1Client.register(channel, "Ann");
    banned = V1Client.register(channel, "Ben");
    muted = V1Client.register(channel, "Mel");
    newcomer = V1Client.register(channel, "Cid");
  }

  /// A name that no user and no room has.
  String freshName() {
    return "n" + ++names;
  }

  AdminServiceBlockingStub administration() {
    return AdminServiceGrpc.newBlockingStub(root.asSelf());
  }

  /// The user who calls in all rooms.
  V1Client caller(RightsUser user) {
    return callers.computeIfAbsent(user, this::freshCaller);
  }

  /// A new user, an account if it calls without a token.
  V1Client freshCaller(RightsUser user) {
    return switch (user) {
      case GUEST, GUEST_OUTSIDE -> V1Client.guest(channel, freshName());
      case ADMINISTRATOR -> administrator();
      case NO_TOKEN, DISABLED, ACCOUNT, BANNED, MUTED, MEMBER, MODERATOR, OWNER, BLOCKED ->
          freshAccount();
    };
  }

  V1Client freshAccount() {
    return V1Client.register(channel, freshName());
  }

  private V1Client administrator() {
    String invitation =
        administration()
            .createInvitation(
                CreateInvitationRequest.newBuilder()
                    .setKind(UserKind.USER_KIND_ADMINISTRATOR)
                    .build())
            .getCreated()
            .getCode();
    RegisterRequest request =
        RegisterRequest.newBuilder()
            .setName(freshName())
            .setPassword(V1Client.PASSWORD)
            .setInvitation(invitation)
            .build();
    return new V1Client(
        AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn(), channel);
  }

  /// Has all others who are no administrators block an account.
  void block(V1Client account) {
    var request = BlockUserRequest.newBuilder().setUser(account.id()).build();
    for (V1Client user : List.of(owner, member, newcomer)) {
      RightsTableTest.requireServed(user.accounts().blockUser(request));
    }
  }

  void unblock(V1Client account) {
    var request = UnblockUserRequest.newBuilder().setUser(account.id()).build();
    for (V1Client user : List.of(owner, member, newcomer)) {
      RightsTableTest.requireServed(user.accounts().unblockUser(request));
    }
  }

  void disable(V1Client account) {
    var request = DisableAccountRequest.newBuilder().setAccount(account.id()).build();
    RightsTableTest.requireServed(administration().disableAccount(request));
  }
}
