package gochat.client.v1;

import gochat.client.AddressCycle;
import gochat.client.CertificateProblem;
import gochat.client.ChatChannel;
import gochat.client.ConnectionProblem;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import gochat.v1.ChangePasswordRequest;
import gochat.v1.ChangePasswordResponse;
import gochat.v1.CreateRecoveryCodesRequest;
import gochat.v1.CreateRecoveryCodesResponse;
import gochat.v1.DeleteSelfRequest;
import gochat.v1.DeleteSelfResponse;
import gochat.v1.GetServerRequest;
import gochat.v1.GetServerResponse;
import gochat.v1.Refusal;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.ResetPasswordRequest;
import gochat.v1.ResetPasswordResponse;
import gochat.v1.Server;
import gochat.v1.ServerServiceGrpc;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInAsGuestResponse;
import gochat.v1.SignInRequest;
import gochat.v1.SignInResponse;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedIn;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server and how to connect to it: signs in and opens chats.
///
/// A program of its own account opens a chat with [Credential.Account], which signs in. For all
/// others there are the calls of this class. Each opens its own connection, to the next address
/// when nothing answers at one, and waits for the answer. A token can be stored and used again,
/// also by other programs. The calls throw [ChatException].
///
/// @param security the same for all addresses
public record Endpoint(ServerAddresses addresses, Security security) {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final long CONNECT_TIMEOUT_MS = 10_000;

  /// A server that is short of threads for hashing passwords queues sign-ins.
  private static final long CALL_TIMEOUT_MS = 30_000;

  public Endpoint(ServerAddress address, Security security) {
    this(ServerAddresses.of(address), security);
  }

  /// A server without encryption.
  ///
  /// @param addresses each as `host` or `host:port`, with commas between them
  public static Endpoint plaintext(String addresses) {
    return new Endpoint(ServerAddresses.parse(addresses), new Security.Plaintext());
  }

  /// The server's version, features, limits and time. Needs no token. Fails with UNIMPLEMENTED if
  /// the server only has the first contract.
  public Server describe() {
    GetServerResponse response =
        over(channel ->
            ServerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .getServer(GetServerRequest.getDefaultInstance()));
    if (!response.hasServer()) {
      throw refused(response.getRefusal());
    }
    return response.getServer();
  }

  /// Creates an account and signs in.
  public SignedIn register(RegisterRequest request) {
    return signedIn(accounts(stub -> stub.register(request)));
  }

  /// Makes a guest an account with the same id, rooms and read markers. The guest stays as it was
  /// if this fails; else the account's token replaces the guest's. Open chats go on, and need the
  /// new token for their next connection: see [Chat#replaceToken].
  ///
  /// @param token the guest's
  /// @param request its name is the guest's, or a free one
  public SignedIn upgradeGuest(String token, RegisterRequest request) {
    return signedIn(accounts(token, stub -> stub.register(request)));
  }

  /// Makes a guest of an earlier time an account, or a new one if that guest has ended.
  ///
  /// @param token the guest's; empty for none
  public SignedIn register(RegisterRequest request, String token) {
    if (token.isEmpty()) {
      return register(request);
    }
    try {
      return upgradeGuest(token, request);
    } catch (ChatException e) {
      if (e.reason() instanceof ChatException.Failed failed
          && failed.code() == Status.Code.UNAUTHENTICATED) {
        return register(request);
      }
      throw e;
    }
  }

  private static SignedIn signedIn(RegisterResponse response) {
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  public SignedIn register(String name, String password) {
    return register(name, password, "");
  }

  /// @param invitation the code or the link of an invitation to the server, or the administrator's
  ///   code; empty for none
  public SignedIn register(String name, String password, String invitation) {
    return register(
        RegisterRequest.newBuilder()
            .setName(name)
            .setPassword(password)
            .setInvitation(invitation)
            .build());
  }

  public SignedIn signIn(SignInRequest request) {
    SignInResponse response = accounts(stub -> stub.signIn(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  public SignedIn signIn(String name, String password) {
    return signIn(SignInRequest.newBuilder().setName(name).setPassword(password).build());
  }

  /// Sets another password with a code of an administrator or a recovery code, which ends all
  /// sessions of the account, and signs in.
  public SignedIn resetPassword(ResetPasswordRequest request) {
    ResetPasswordResponse response = accounts(stub -> stub.resetPassword(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  /// Changes the password of the token's account, and ends all its other sessions.
  ///
  /// @return the device token, in place of the one of the sign-in
  public String changePassword(String token, String oldPassword, String newPassword) {
    ChangePasswordRequest request =
        ChangePasswordRequest.newBuilder()
            .setOldPassword(oldPassword)
            .setNewPassword(newPassword)
            .build();
    ChangePasswordResponse response = accounts(token, stub -> stub.changePassword(request));
    if (!response.hasChanged()) {
      throw refused(response.getRefusal());
    }
    return response.getChanged().getDeviceToken();
  }

  /// Deletes the token's account. It vanishes at once, and is erased seven days later.
  ///
  /// @param erasesMessages whether its messages are deleted then; else they stay without a name
  public void deleteSelf(String token, String password, boolean erasesMessages) {
    DeleteSelfRequest request =
        DeleteSelfRequest.newBuilder()
            .setPassword(password)
            .setEraseMessages(erasesMessages)
            .build();
    DeleteSelfResponse response = accounts(token, stub -> stub.deleteSelf(request));
    if (!response.hasDeleted()) {
      throw refused(response.getRefusal());
    }
  }

  /// Makes recovery codes of the token's account, in place of those that it has.
  ///
  /// @return ten codes, which can't be read again
  public List<String> createRecoveryCodes(String token, String password) {
    CreateRecoveryCodesRequest request =
        CreateRecoveryCodesRequest.newBuilder().setPassword(password).build();
    CreateRecoveryCodesResponse response =
        accounts(token, stub -> stub.createRecoveryCodes(request));
    if (!response.hasCreated()) {
      throw refused(response.getRefusal());
    }
    return response.getCreated().getCodesList();
  }

  /// Signs in as a guest, with a name only. The token is valid while the guest is connected and for
  /// ten minutes after.
  public SignedIn signInAsGuest(String name) {
    SignInAsGuestRequest request = SignInAsGuestRequest.newBuilder().setName(name).build();
    SignInAsGuestResponse response = accounts(stub -> stub.signInAsGuest(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  /// Revokes the token; the server ends all connections with it.
  public void signOut(String token) {
    accounts(token, stub -> stub.signOut(SignOutRequest.getDefaultInstance()));
  }

  /// The sessions of the token's user.
  public Sessions sessions(String token) {
    return new Sessions(this, token);
  }

  /// The reachability of the token's user by others.
  public Contacts contacts(String token) {
    return new Contacts(this, token);
  }

  /// The administration of the server, for an administrator's token.
  public Administration administration(String token) {
    return new Administration(this, token);
  }

  /// Makes calls of the service for administrators with a token.
  <R> R administer(String token, Function<AdminServiceBlockingStub, R> calls) {
    var credentials = MetadataUtils.newAttachHeadersInterceptor(authorization(token));
    return over(channel ->
        calls.apply(
            AdminServiceGrpc.newBlockingStub(channel)
                .withInterceptors(credentials)
                .withDeadlineAfter(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS)));
  }

  /// Makes a call of the account service with a token.
  public <R> R accounts(String token, Function<AccountServiceBlockingStub, R> call) {
    var credentials = MetadataUtils.newAttachHeadersInterceptor(authorization(token));
    return accounts(stub -> call.apply(stub.withInterceptors(credentials)));
  }

  /// Opens a chat, which runs until it is closed or the server refuses it. It waits for a server
  /// that does not run yet, and a lost connection does not end it.
  ///
  /// @throws java.io.UncheckedIOException if the cursors or the tokens cannot be loaded
  public Chat open(Credential credential, Options options, Chat.Listener listener) {
    return new Chat(this, credential, options, listener);
  }

  /// Opens a chat with a token from an earlier sign-in.
  public Chat open(String token, Options options, Chat.Listener listener) {
    return open(new Credential.Token(token), options, listener);
  }

  /// The header that carries a token (RFC 6750, section 2.1).
  static Metadata authorization(String token) {
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + token);
    return metadata;
  }

  private <R> R accounts(Function<AccountServiceBlockingStub, R> call) {
    return over(channel ->
        call.apply(
            AccountServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS)));
  }

  private <R> R over(Function<Channel, R> call) {
    AddressCycle cycle = new AddressCycle(addresses, ThreadLocalRandom.current());
    for (int tried = 1; ; tried++) {
      try {
        return over(cycle.next(), call);
      } catch (ChatException e) {
        if (tried == cycle.size() || !(e.reason() instanceof ChatException.Unreachable)) {
          throw e;
        }
      }
    }
  }

  private <R> R over(ServerAddress address, Function<Channel, R> call) {
    var rejected = new AtomicReference<CertificateProblem>();
    ManagedChannel channel =
        ChatChannel.open(
            address, security, Thread::startVirtualThread, CONNECT_TIMEOUT_MS, rejected::set);
    try {
      return call.apply(channel);
    } catch (StatusRuntimeException e) {
      boolean wasReady = channel.getState(false) == ConnectivityState.READY;
      com.google.rpc.Status details = StatusProto.fromThrowable(e);
      throw failure(
          address,
          e.getStatus(),
          details == null ? ErrorDetails.NONE : ErrorDetails.of(details),
          wasReady,
          rejected.get());
    } finally {
      channel.shutdownNow();
    }
  }

  private ChatException failure(
      ServerAddress address,
      Status status,
      ErrorDetails details,
      boolean wasReady,
      @Nullable CertificateProblem rejected) {
    String sentence = status.getDescription() == null ? "" : status.getDescription();
    if (rejected != null) {
      return new ChatException(
          new ChatException.CertificateRejected(address, rejected),
          "The certificate of " + address + " was not accepted: " + rejected);
    }
    boolean isConnectionProblem =
        switch (status.getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN -> !wasReady;
          default -> false;
        };
    if (isConnectionProblem) {
      ConnectionProblem cause = ConnectionProblem.of(status, false, security);
      return new ChatException(
          new ChatException.Unreachable(cause),
          "There is no chat server at " + address + ": " + cause);
    }
    return new ChatException(new ChatException.Failed(status.getCode(), details), sentence);
  }

  private static SignedIn refuse(Refusal refusal) {
    throw refused(refusal);
  }

  /// The meaning of a response without the expected outcome.
  ///
  /// @param refusal empty if the response has an unknown outcome
  static ChatException refused(Refusal refusal) {
    return refusal.equals(Refusal.getDefaultInstance())
        ? ChatException.ofUnknownOutcome()
        : new ChatException(new ChatException.Refused(refusal), refusal.getSentence());
  }
}
