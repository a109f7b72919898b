package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Audience;
import gochat.account.Privacy;
import gochat.account.Privacy.Blocked;
import gochat.account.PrivacyStore;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.error.Failure;
import gochat.error.RefusalKind;
import gochat.error.VisibleText;
import gochat.limit.AccountLimit;
import gochat.session.Online;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.BlockUserRequest;
import gochat.v1.BlockedUsers;
import gochat.v1.GetPrivacyRequest;
import gochat.v1.ListBlockedRequest;
import gochat.v1.SetPrivacyRequest;
import gochat.v1.UnblockUserRequest;
import gochat.v1.UserBlocked;
import gochat.v1.UserUnblocked;
import gochat.wire.PrivacyWire;
import gochat.wire.UserWire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The calls of `AccountService` about the users who may reach the caller.
final class PrivacyCalls {
  private static final int BLOCKED_MAX = AccountLimit.BLOCKED.standardInt();

  private final PrivacyStore privacy;
  private final UserFinder users;
  private final Online online;

  PrivacyCalls(PrivacyStore privacy, UserFinder users, Online online) {
    this.privacy = privacy;
    this.users = users;
    this.online = online;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.of(AccountServiceGrpc.getGetPrivacyMethod(), this::get),
        Call.of(AccountServiceGrpc.getSetPrivacyMethod(), this::set).asChange(),
        Call.of(AccountServiceGrpc.getBlockUserMethod(), this::block).asChange(),
        Call.of(AccountServiceGrpc.getUnblockUserMethod(), this::unblock).asChange(),
        Call.of(AccountServiceGrpc.getListBlockedMethod(), this::list));
  }

  private Privacy of(Caller caller) {
    return privacy.find(caller.id()).orElse(Privacy.DEFAULT);
  }

  private Message get(Caller caller, GetPrivacyRequest request) {
    return PrivacyWire.of(of(caller));
  }

  private Message set(Caller caller, SetPrivacyRequest request) {
    Optional<Audience> messages =
        audience("messages", request.getMessages(), request.getMessagesValue());
    Optional<Audience> invitations =
        audience("invitations", request.getInvitations(), request.getInvitationsValue());
    return PrivacyWire.of(
        change(
            caller,
            former ->
                former.with(
                    messages.orElse(former.messages()), invitations.orElse(former.invitations()))));
  }

  /// @return empty when the request leaves it as it is
  private static Optional<Audience> audience(String field, gochat.v1.Audience asked, int number) {
    Optional<Audience> audience = PrivacyWire.audience(asked);
    if (audience.isEmpty() && number != 0) {
      throw Failure.invalid(
          field,
          Arguments.shown(asked, number),
          "AUDIENCE_EVERYBODY, AUDIENCE_SHARED_ROOM or AUDIENCE_NOBODY");
    }
    return audience;
  }

  private Privacy change(Caller caller, UnaryOperator<Privacy> change) {
    Privacy changed = privacy.change(caller.id(), change);
    online.privacyChanged(caller.id());
    return changed;
  }

  private Message block(Caller caller, BlockUserRequest request) {
    Optional<User> found = users.find(request.getUser());
    if (found.isEmpty()) {
      return Rejections.noSuchUser(request.getUser());
    }
    User user = found.get();
    if (user.id().equals(caller.id())) {
      throw Failure.invalid("user", VisibleText.quoted(request.getUser()), "another user");
    }
    Blocked blocked = new Blocked(user.id(), user.name().toString());
    if (!change(caller, former -> former.block(blocked, BLOCKED_MAX)).isBlocked(user.id())) {
      return RefusalKind.TOO_MANY.refusal(
          "You have blocked %d users, and can't block more. Unblock one first."
              .formatted(BLOCKED_MAX));
    }
    return UserBlocked.newBuilder().setUser(UserWire.of(user)).build();
  }

  private Message unblock(Caller caller, UnblockUserRequest request) {
    Optional<UUID> user = users.find(request.getUser()).map(User::id);
    Optional<UUID> blocked =
        of(caller).blocked().stream()
            .filter(
                other -> user.map(other.user()::equals).orElse(isMeant(other, request.getUser())))
            .map(Blocked::user)
            .findFirst();
    if (blocked.isPresent()) {
      change(caller, former -> former.unblock(blocked.get()));
    } else if (user.isEmpty()) {
      return Rejections.noSuchUser(request.getUser());
    }
    return UserUnblocked.getDefaultInstance();
  }

  /// Whether a reference to a user who is gone, or has another name now, means this one.
  private static boolean isMeant(Blocked blocked, String reference) {
    return blocked.user().toString().equals(reference)
        || (UserName.check(reference) instanceof UserName.Check.Valid(UserName name)
            && name.equals(UserName.stored(blocked.name())));
  }

  private Message list(Caller caller, ListBlockedRequest request) {
    List<Blocked> blocked = of(caller).blocked();
    Map<UUID, User> known =
        users.known(blocked.stream().map(Blocked::user).toList()).stream()
            .collect(Collectors.toMap(User::id, Function.identity()));
    BlockedUsers.Builder list = BlockedUsers.newBuilder();
    blocked.forEach(
        user -> list.addUsers(UserWire.of(known.getOrDefault(user.user(), gone(user)))));
    return list.build();
  }

  /// A guest that has ended, or a user with a name only.
  private static User gone(Blocked blocked) {
    return new User(blocked.user(), UserName.stored(blocked.name()), UserKind.GUEST);
  }
}
