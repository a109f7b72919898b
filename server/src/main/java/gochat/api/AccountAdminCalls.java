package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Account;
import gochat.account.Administration;
import gochat.account.Administration.ResetCode;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import gochat.error.Failure;
import gochat.limit.AccountLimit;
import gochat.v1.AccountChanged;
import gochat.v1.AccountDeleted;
import gochat.v1.AccountDisabled;
import gochat.v1.AccountEnabled;
import gochat.v1.AccountPage;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.DeleteAccountRequest;
import gochat.v1.DisableAccountRequest;
import gochat.v1.EnableAccountRequest;
import gochat.v1.EndSessionsRequest;
import gochat.v1.ListAccountsRequest;
import gochat.v1.PasswordResetCreated;
import gochat.v1.SessionsEnded;
import gochat.v1.SetAccountKindRequest;
import gochat.wire.AccountWire;
import gochat.wire.TimeWire;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The calls of `AdminService` on accounts.
final class AccountAdminCalls {
  private static final int PAGE_MAX = AccountLimit.OF_PAGE.standardInt();

  /// The name of the last account of the page before.
  private static final PageToken<UserName> ACCOUNTS =
      new PageToken<>("accounts", AccountAdminCalls::name);

  private final Administration administration;
  private final UserFinder users;

  AccountAdminCalls(Administration administration, UserFinder users) {
    this.administration = administration;
    this.users = users;
  }

  List<Call<?, ?>> all() {
    return List.of(
        AdminCalls.forAdministrators(AdminServiceGrpc.getListAccountsMethod(), this::listAccounts),
        AdminCalls.forAdministrators(
            AdminServiceGrpc.getDisableAccountMethod(), this::disableAccount),
        AdminCalls.forAdministrators(
            AdminServiceGrpc.getDeleteAccountMethod(), this::deleteAccount),
        AdminCalls.forAdministrators(
            AdminServiceGrpc.getEnableAccountMethod(), this::enableAccount),
        AdminCalls.forAdministrators(
            AdminServiceGrpc.getSetAccountKindMethod(), this::setAccountKind),
        AdminCalls.forAdministrators(AdminServiceGrpc.getEndSessionsMethod(), this::endSessions),
        AdminCalls.forAdministrators(
            AdminServiceGrpc.getCreatePasswordResetMethod(), this::createPasswordReset));
  }

  private static UserName name(String text) {
    return switch (UserName.check(text)) {
      case UserName.Check.Valid(UserName name) -> name;
      case UserName.Check.Refused(String sentence) -> throw new IllegalArgumentException(sentence);
    };
  }

  private Message listAccounts(Caller caller, ListAccountsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_MAX, PAGE_MAX);
    Optional<UserName> before = ACCOUNTS.place(request.getPageToken());
    // One more tells whether there is another page.
    List<Account> found = administration.list(request.getNamePrefix(), before, size + 1);
    List<Account> shown = found.subList(0, Math.min(size, found.size()));
    AccountPage.Builder page = AccountPage.newBuilder();
    shown.forEach(account -> page.addAccounts(AccountWire.of(account)));
    if (shown.size() < found.size()) {
      page.setNextPageToken(ACCOUNTS.of(shown.getLast().user().name()));
    }
    return page.build();
  }

  private Message disableAccount(Caller caller, DisableAccountRequest request) {
    return concerning(
        request.getAccount(),
        account ->
            administration
                .disable(caller.actor(), account)
                .<Message>map(refusal -> Rejections.toRefusal(refusal, request, "account"))
                .orElse(AccountDisabled.getDefaultInstance()));
  }

  private Message enableAccount(Caller caller, EnableAccountRequest request) {
    return concerning(
        request.getAccount(),
        account ->
            administration
                .enable(caller.actor(), account)
                .<Message>map(refusal -> Rejections.toRefusal(refusal, request, "account"))
                .orElse(AccountEnabled.getDefaultInstance()));
  }

  private Message deleteAccount(Caller caller, DeleteAccountRequest request) {
    return concerning(
        request.getAccount(),
        account ->
            administration
                .delete(caller.actor(), account, request.getEraseMessages())
                .<Message>map(refusal -> Rejections.toRefusal(refusal, request, "account"))
                .orElse(AccountDeleted.getDefaultInstance()));
  }

  private Message setAccountKind(Caller caller, SetAccountKindRequest request) {
    UserKind kind =
        switch (request.getKind()) {
          case USER_KIND_ACCOUNT -> UserKind.ACCOUNT;
          case USER_KIND_ADMINISTRATOR -> UserKind.ADMINISTRATOR;
          case USER_KIND_UNSPECIFIED, USER_KIND_GUEST, UNRECOGNIZED ->
              throw Failure.invalid(
                  "kind",
                  Arguments.shown(request.getKind(), request.getKindValue()),
                  "USER_KIND_ACCOUNT or USER_KIND_ADMINISTRATOR");
        };
    return concerning(
        request.getAccount(),
        account ->
            administration
                .setKind(caller.actor(), account, kind)
                .<Message>map(refusal -> Rejections.toRefusal(refusal, request, "account"))
                .orElse(AccountChanged.getDefaultInstance()));
  }

  private Message endSessions(Caller caller, EndSessionsRequest request) {
    return concerning(
        request.getAccount(),
        account -> {
          administration.endSessions(caller.actor(), account);
          return SessionsEnded.getDefaultInstance();
        });
  }

  private Message createPasswordReset(Caller caller, CreatePasswordResetRequest request) {
    return concerning(
        request.getAccount(),
        account -> {
          ResetCode created = administration.createReset(caller.actor(), account);
          return PasswordResetCreated.newBuilder()
              .setCode(created.code())
              .setExpireTime(TimeWire.of(created.expiresMs()))
              .build();
        });
  }

  private Message concerning(String reference, Function<User, Message> then) {
    return users
        .find(reference)
        .filter(user -> user.kind().hasAccount())
        .or(() -> administration.findDeleted(reference))
        .map(then)
        .orElseGet(() -> Rejections.noSuchUser(reference));
  }
}
