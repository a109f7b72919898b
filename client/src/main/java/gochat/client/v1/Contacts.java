package gochat.client.v1;

import gochat.v1.Audience;
import gochat.v1.BlockUserRequest;
import gochat.v1.BlockUserResponse;
import gochat.v1.GetPrivacyRequest;
import gochat.v1.GetPrivacyResponse;
import gochat.v1.ListBlockedRequest;
import gochat.v1.ListBlockedResponse;
import gochat.v1.Privacy;
import gochat.v1.SetPrivacyRequest;
import gochat.v1.SetPrivacyResponse;
import gochat.v1.UnblockUserRequest;
import gochat.v1.UnblockUserResponse;
import gochat.v1.User;
import java.util.List;

/// The users who may reach a user. From [Endpoint#contacts]; any thread may use it. Each method
/// opens a connection of its own, waits for the answer, and throws [ChatException].
public final class Contacts {
  private final Endpoint server;
  private final String token;

  Contacts(Endpoint server, String token) {
    this.server = server;
    this.token = token;
  }

  /// The users who may write to the user in private, and those who may invite it.
  public Privacy privacy() {
    GetPrivacyResponse response =
        server.accounts(token, stub -> stub.getPrivacy(GetPrivacyRequest.getDefaultInstance()));
    if (!response.hasPrivacy()) {
      throw Endpoint.refused(response.getRefusal());
    }
    return response.getPrivacy();
  }

  /// Sets who may write to the user in private, and who may invite it.
  ///
  /// @param messages `AUDIENCE_UNSPECIFIED` leaves it as it is
  /// @param invitations as `messages`
  /// @return as it is now
  public Privacy privacy(Audience messages, Audience invitations) {
    SetPrivacyRequest request =
        SetPrivacyRequest.newBuilder().setMessages(messages).setInvitations(invitations).build();
    SetPrivacyResponse response = server.accounts(token, stub -> stub.setPrivacy(request));
    if (!response.hasPrivacy()) {
      throw Endpoint.refused(response.getRefusal());
    }
    return response.getPrivacy();
  }

  /// Blocks a user, named by its id or its name.
  ///
  /// @return the user
  public User block(String user) {
    BlockUserRequest request = BlockUserRequest.newBuilder().setUser(user).build();
    BlockUserResponse response = server.accounts(token, stub -> stub.blockUser(request));
    if (!response.hasBlocked()) {
      throw Endpoint.refused(response.getRefusal());
    }
    return response.getBlocked().getUser();
  }

  /// Ends the block of a user; without an effect if there is none.
  public void unblock(String user) {
    UnblockUserRequest request = UnblockUserRequest.newBuilder().setUser(user).build();
    UnblockUserResponse response = server.accounts(token, stub -> stub.unblockUser(request));
    if (!response.hasUnblocked()) {
      throw Endpoint.refused(response.getRefusal());
    }
  }

  /// The blocked users, in the order in which they were blocked.
  public List<User> blocked() {
    ListBlockedResponse response =
        server.accounts(token, stub -> stub.listBlocked(ListBlockedRequest.getDefaultInstance()));
    if (!response.hasBlocked()) {
      throw Endpoint.refused(response.getRefusal());
    }
    return response.getBlocked().getUsersList();
  }
}
