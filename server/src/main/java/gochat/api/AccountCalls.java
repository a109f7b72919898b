package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Identities;
import gochat.account.PasswordChange;
import gochat.account.RecoveryCodes;
import gochat.account.Refusal;
import gochat.account.RegistrationForm;
import gochat.account.SignInOutcome;
import gochat.account.SignUps;
import gochat.account.TokenInfo;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.limit.AccountLimit;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.CreateRecoveryCodesRequest;
import gochat.v1.DeleteSelfRequest;
import gochat.v1.GetSelfRequest;
import gochat.v1.ListSessionsRequest;
import gochat.v1.PasswordChanged;
import gochat.v1.RecoveryCodesCreated;
import gochat.v1.RegisterRequest;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.RevokeSessionRequest;
import gochat.v1.Self;
import gochat.v1.SelfDeleted;
import gochat.v1.SessionPage;
import gochat.v1.SessionRevoked;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedOut;
import gochat.wire.AccountWire;
import gochat.wire.UserWire;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The calls of `AccountService`: the caller's account and sign-ins.
final class AccountCalls {
  private static final int SESSIONS_MAX = AccountLimit.TOKENS.standardInt();

  /// The last session of the page before.
  private static final PageToken<CreationPlace> SESSIONS =
      new PageToken<>("sessions", CreationPlace::parse);

  private final Identities identities;
  private final Authentication authentication;
  private final FailedSignIns failed;

  AccountCalls(Identities identities, Authentication authentication, FailedSignIns failed) {
    this.identities = identities;
    this.authentication = authentication;
    this.failed = failed;
  }

  List<Call<?, ?>> all() {
    return List.of(
        Call.entryOfGuest(AccountServiceGrpc.getRegisterMethod(), this::register),
        Call.entry(AccountServiceGrpc.getSignInMethod(), this::signIn),
        Call.entry(AccountServiceGrpc.getSignInAsGuestMethod(), this::signInAsGuest),
        Call.of(AccountServiceGrpc.getSignOutMethod(), this::signOut),
        Call.of(AccountServiceGrpc.getGetSelfMethod(), this::getSelf),
        Call.of(AccountServiceGrpc.getChangePasswordMethod(), this::changePassword),
        Call.of(AccountServiceGrpc.getDeleteSelfMethod(), this::deleteSelf),
        Call.entry(AccountServiceGrpc.getResetPasswordMethod(), this::resetPassword),
        Call.of(AccountServiceGrpc.getCreateRecoveryCodesMethod(), this::createRecoveryCodes),
        Call.of(AccountServiceGrpc.getListSessionsMethod(), this::listSessions),
        Call.of(AccountServiceGrpc.getRevokeSessionMethod(), this::revokeSession));
  }

  private Message register(CallCredentials shown, RegisterRequest request) {
    Origin origin = shown.origin();
    authentication.requireSafe(origin);
    RegistrationForm form =
        new RegistrationForm(
            request.getName(),
            request.getPassword(),
            request.getAdminCode(),
            request.getInvitation(),
            request.getLabel());
    SignUps signUps = identities.signUps();
    SignInOutcome outcome =
        authentication
            .guest(shown)
            .map(guest -> signUps.upgrade(guest, form, origin.address()))
            .orElseGet(() -> signUps.register(form, origin.address()));
    return answer(request, origin, request.getName(), outcome);
  }

  private Message signIn(Origin origin, SignInRequest request) {
    authentication.requireSafe(origin);
    return answer(
        request,
        origin,
        request.getName(),
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
        request,
        origin,
        request.getName(),
        identities.signUps().asGuest(request.getName(), /* label= */ "", origin.address()));
  }

  /// @param name of the user, as given
  private Message answer(Message request, Origin origin, String name, SignInOutcome outcome) {
    return switch (outcome) {
      case SignInOutcome.SignedIn signedIn -> AccountWire.of(signedIn);
      case Refusal refusal -> {
        failed.add(refusal, origin.address(), name);
        yield Rejections.toRefusal(refusal, request, "password");
      }
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
        .setRecoveryCodes(identities.recoveryCodes().left(caller.user()))
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
      case Refusal refusal -> {
        failed.add(refusal, caller.origin().address(), caller.user().name().toString());
        yield Rejections.toRefusal(refusal, request, "new_password");
      }
    };
  }

  private Message deleteSelf(Caller caller, DeleteSelfRequest request) {
    Optional<Refusal> refusal =
        identities
            .signIns()
            .deleteAccount(
                caller.identity(),
                request.getPassword(),
                request.getEraseMessages(),
                caller.origin().address());
    refusal.ifPresent(
        refused -> failed.add(refused, caller.origin().address(), caller.user().name().toString()));
    return refusal
        .<Message>map(refused -> Rejections.toRefusal(refused, request, "password"))
        .orElse(SelfDeleted.getDefaultInstance());
  }

  private Message resetPassword(Origin origin, ResetPasswordRequest request) {
    authentication.requireSafe(origin);
    return switch (identities
        .signIns()
        .resetPassword(
            request.getCode(), request.getNewPassword(), request.getLabel(), origin.address())) {
      case SignInOutcome.SignedIn signedIn -> AccountWire.of(signedIn);
      case Refusal refusal -> {
        failed.add(refusal, origin.address(), /* name= */ "");
        yield Rejections.toRefusal(refusal, request, "new_password");
      }
    };
  }

  private Message createRecoveryCodes(Caller caller, CreateRecoveryCodesRequest request) {
    InetAddress from = caller.origin().address();
    return switch (identities
        .recoveryCodes()
        .create(caller.identity(), request.getPassword(), from)) {
      case RecoveryCodes.Created(List<String> codes) ->
          RecoveryCodesCreated.newBuilder().addAllCodes(codes).build();
      case Refusal refusal -> {
        failed.add(refusal, from, caller.user().name().toString());
        yield Rejections.toRefusal(refusal, request, "password");
      }
    };
  }

  private Message listSessions(Caller caller, ListSessionsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), SESSIONS_MAX, SESSIONS_MAX);
    UUID current = caller.identity().tokenId();
    Optional<CreationPlace> before = SESSIONS.place(request.getPageToken());
    List<TokenInfo> rest =
        identities.tokens().list(caller.identity()).stream()
            .filter(token -> before.filter(place -> place.compareTo(place(token)) >= 0).isEmpty())
            .sorted(Comparator.comparing(AccountCalls::place))
            .toList();
    List<TokenInfo> shown = rest.subList(0, Math.min(size, rest.size()));
    SessionPage.Builder page = SessionPage.newBuilder();
    shown.forEach(token -> page.addSessions(AccountWire.of(token, token.id().equals(current))));
    if (shown.size() < rest.size()) {
      page.setNextPageToken(SESSIONS.of(place(shown.getLast())));
    }
    return page.build();
  }

  private static CreationPlace place(TokenInfo token) {
    return new CreationPlace(token.createdMs(), token.id());
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
