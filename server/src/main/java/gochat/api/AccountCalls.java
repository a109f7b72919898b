package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Identities;
import gochat.account.PasswordChange;
import gochat.account.SignInOutcome;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.ListSessionsRequest;
import gochat.v1.PasswordChanged;
import gochat.v1.RegisterRequest;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.Self;
import gochat.v1.SessionPage;
import gochat.v1.SessionRevoked;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedOut;
import gochat.wire.AccountWire;
import gochat.wire.UserWire;
import java.util.List;
import java.util.UUID;

/// The calls of `AccountService`: the caller's account and sign-ins.
final class AccountCalls {
  private final Identities identities;
  private final Authentication authentication;

  AccountCalls(Identities identities, Authentication authentication) {
    this.identities = identities;
    this.authentication = authentication;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.entry(AccountServiceGrpc.getRegisterMethod(), this::register),
        Call.entry(AccountServiceGrpc.getSignInMethod(), this::signIn),
        Call.entry(AccountServiceGrpc.getSignInAsGuestMethod(), this::signInAsGuest),
        Call.of(AccountServiceGrpc.getSignOutMethod(), this::signOut),
        Call.of(AccountServiceGrpc.getGetSelfMethod(), this::getSelf),
        Call.of(AccountServiceGrpc.getChangePasswordMethod(), this::changePassword),
        Call.of(AccountServiceGrpc.getListSessionsMethod(), this::listSessions),
        Call.of(AccountServiceGrpc.getRevokeSessionMethod(), this::revokeSession));
  }

  private Message register(Origin origin, RegisterRequest request) {
    authentication.requireSafe(origin);
    return answer(
        identities
            .signUps()
            .register(
                request.getName(),
                request.getPassword(),
                request.getAdminCode(),
                request.getLabel(),
                origin.address()));
  }

  private Message signIn(Origin origin, SignInRequest request) {
    authentication.requireSafe(origin);
    return answer(
        identities
            .signIns()
            .signIn(
                request.getName(),
                request.getPassword(),
                request.getDeviceToken(),
                request.getLabel(),
                origin.address()));
  }

  private Message signInAsGuest(Origin origin, SignInAsGuestRequest request) {
    return answer(
        identities.signUps().asGuest(request.getName(), /* label= */ "", origin.address()));
  }

  private static Message answer(SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.SignedIn signedIn -> AccountWire.of(signedIn);
      case gochat.account.Refusal refusal -> Rejections.toRefusal(refusal, "password");
    };
  }

  private Message signOut(Caller caller, SignOutRequest request) {
    identities.tokens().signOut(caller.identity());
    return SignedOut.getDefaultInstance();
  }

  private Message getSelf(Caller caller, GetSelfRequest request) {
    return Self.newBuilder()
        .setUser(UserWire.of(caller.user()))
        .setSessionId(caller.identity().tokenId().toString())
        .build();
  }

  private Message changePassword(Caller caller, ChangePasswordRequest request) {
    PasswordChange change =
        identities
            .signIns()
            .changePassword(
                caller.identity(),
                request.getOldPassword(),
                request.getNewPassword(),
                caller.origin().address());
    return switch (change) {
      case PasswordChange.Changed(String deviceToken) ->
          PasswordChanged.newBuilder().setDeviceToken(deviceToken).build();
      case gochat.account.Refusal refusal -> Rejections.toRefusal(refusal, "new_password");
    };
  }

  private Message listSessions(Caller caller, ListSessionsRequest request) {
    UUID current = caller.identity().tokenId();
    SessionPage.Builder page = SessionPage.newBuilder();
    identities
        .tokens()
        .list(caller.identity())
        .forEach(token -> page.addSessions(AccountWire.of(token, token.id().equals(current))));
    return page.build();
  }

  private Message revokeSession(Caller caller, RevokeSessionRequest request) {
    UUID session = Arguments.uuid("session_id", request.getSessionId());
    if (!identities.tokens().revoke(caller.identity(), session)) {
      throw Failure.of(
          Reason.SESSION_NOT_FOUND,
          "You have no session \"%s\". ListSessions has those that you have.".formatted(session));
    }
    return SessionRevoked.getDefaultInstance();
  }
}
