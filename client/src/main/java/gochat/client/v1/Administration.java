package gochat.client.v1;

import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.CreateInvitationResponse;
import gochat.v1.CreatePasswordResetRequest;
import gochat.v1.CreatePasswordResetResponse;
import gochat.v1.DeleteAccountRequest;
import gochat.v1.DeleteAccountResponse;
import gochat.v1.DisableAccountRequest;
import gochat.v1.DisableAccountResponse;
import gochat.v1.EnableAccountRequest;
import gochat.v1.EnableAccountResponse;
import gochat.v1.EndSessionsRequest;
import gochat.v1.EndSessionsResponse;
import gochat.v1.InvitationCreated;
import gochat.v1.ListAccountsRequest;
import gochat.v1.ListAccountsResponse;
import gochat.v1.ListInvitationsRequest;
import gochat.v1.ListInvitationsResponse;
import gochat.v1.PasswordResetCreated;
import gochat.v1.Refusal;
import gochat.v1.RevokeInvitationRequest;
import gochat.v1.RevokeInvitationResponse;
import gochat.v1.ServerAccount;
import gochat.v1.ServerInvitation;
import gochat.v1.SetAccountKindRequest;
import gochat.v1.SetAccountKindResponse;
import gochat.v1.UserKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The administration of a server by one of its administrators. From [Endpoint#administration]; any
/// thread may use it. Each method opens a connection of its own, waits for the answers, and throws
/// [ChatException]. An account is named by its id or its name.
public final class Administration {
  private final Endpoint server;
  private final String token;

  Administration(Endpoint server, String token) {
    this.server = server;
    this.token = token;
  }

  /// The accounts in the order of their names.
  ///
  /// @param namePrefix the beginning of their names, in any case; empty for all
  public List<ServerAccount> accounts(String namePrefix) {
    return server.administer(
        token,
        stub -> {
          List<ServerAccount> accounts = new ArrayList<>();
          ListAccountsRequest.Builder request =
              ListAccountsRequest.newBuilder().setNamePrefix(namePrefix);
          do {
            ListAccountsResponse response = stub.listAccounts(request.build());
            require(response.hasPage(), response.getRefusal());
            accounts.addAll(response.getPage().getAccountsList());
            request.setPageToken(response.getPage().getNextPageToken());
          } while (!request.getPageToken().isEmpty());
          return accounts;
        });
  }

  /// Ends all sessions of an account, and refuses its sign-ins until it is enabled.
  public void disable(String account) {
    DisableAccountRequest request = DisableAccountRequest.newBuilder().setAccount(account).build();
    DisableAccountResponse response = call(stub -> stub.disableAccount(request));
    require(response.hasDisabled(), response.getRefusal());
  }

  /// Deletes an account. It vanishes at once, and is erased seven days later.
  ///
  /// @param erasesMessages whether its messages are deleted then; else they stay without a name
  public void delete(String account, boolean erasesMessages) {
    DeleteAccountRequest request =
        DeleteAccountRequest.newBuilder()
            .setAccount(account)
            .setEraseMessages(erasesMessages)
            .build();
    DeleteAccountResponse response = call(stub -> stub.deleteAccount(request));
    require(response.hasDeleted(), response.getRefusal());
  }

  /// Lets a disabled account sign in again, or a deleted one within seven days.
  public void enable(String account) {
    EnableAccountRequest request = EnableAccountRequest.newBuilder().setAccount(account).build();
    EnableAccountResponse response = call(stub -> stub.enableAccount(request));
    require(response.hasEnabled(), response.getRefusal());
  }

  /// Makes an account an administrator, or takes that from it.
  ///
  /// @param kind an account or an administrator
  public void setKind(String account, UserKind kind) {
    SetAccountKindRequest request =
        SetAccountKindRequest.newBuilder().setAccount(account).setKind(kind).build();
    SetAccountKindResponse response = call(stub -> stub.setAccountKind(request));
    require(response.hasChanged(), response.getRefusal());
  }

  /// Ends all sessions of an account.
  public void endSessions(String account) {
    EndSessionsRequest request = EndSessionsRequest.newBuilder().setAccount(account).build();
    EndSessionsResponse response = call(stub -> stub.endSessions(request));
    require(response.hasEnded(), response.getRefusal());
  }

  /// Makes a code with which the user of an account chooses a new password.
  public PasswordResetCreated createPasswordReset(String account) {
    CreatePasswordResetRequest request =
        CreatePasswordResetRequest.newBuilder().setAccount(account).build();
    CreatePasswordResetResponse response = call(stub -> stub.createPasswordReset(request));
    require(response.hasCreated(), response.getRefusal());
    return response.getCreated();
  }

  /// The invitations that have not expired and are not revoked, the oldest first.
  public List<ServerInvitation> invitations() {
    return server.administer(
        token,
        stub -> {
          List<ServerInvitation> invitations = new ArrayList<>();
          ListInvitationsRequest.Builder request = ListInvitationsRequest.newBuilder();
          do {
            ListInvitationsResponse response = stub.listInvitations(request.build());
            require(response.hasPage(), response.getRefusal());
            invitations.addAll(response.getPage().getInvitationsList());
            request.setPageToken(response.getPage().getNextPageToken());
          } while (!request.getPageToken().isEmpty());
          return invitations;
        });
  }

  /// Makes an invitation to register an account.
  public InvitationCreated createInvitation(CreateInvitationRequest request) {
    CreateInvitationResponse response = call(stub -> stub.createInvitation(request));
    require(response.hasCreated(), response.getRefusal());
    return response.getCreated();
  }

  /// Ends an invitation. Accounts that have used it stay.
  ///
  /// @param id a UUID
  public void revokeInvitation(String id) {
    RevokeInvitationRequest request =
        RevokeInvitationRequest.newBuilder().setInvitationId(id).build();
    RevokeInvitationResponse response = call(stub -> stub.revokeInvitation(request));
    require(response.hasRevoked(), response.getRefusal());
  }

  private <R> R call(Function<AdminServiceBlockingStub, R> call) {
    return server.administer(token, call);
  }

  private static void require(boolean isDone, Refusal refusal) {
    if (!isDone) {
      throw Endpoint.refused(refusal);
    }
  }
}
