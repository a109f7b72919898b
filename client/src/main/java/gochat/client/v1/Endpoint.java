package gochat.client.v1;

import gochat.client.CertificateProblem;
import gochat.client.ChatChannel;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.Trouble;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.Refusal;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInAsGuestResponse;
import gochat.v1.SignInRequest;
import gochat.v1.SignInResponse;
import gochat.v1.SignOutRequest;
import gochat.v1.SignedIn;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server and the way to it: where one gets a token and opens a [Chat] with it.
///
/// Each call opens a connection of its own and waits for the answer; a token can be kept and used
/// again, by other programs too. The calls throw a [ChatException].
public record Endpoint(ServerAddress address, Security security) {
  private static final long CONNECT_TIMEOUT_MS = 10_000;

  /// A server that is short of threads for hashing passwords lets others wait.
  private static final long CALL_TIMEOUT_MS = 30_000;

  /// Without encryption.
  ///
  /// @param address as `host` or `host:port`
  public static Endpoint plaintext(String address) {
    return new Endpoint(ServerAddress.parse(address), new Security.Plaintext());
  }

  /// Makes an account and signs in.
  public SignedIn register(RegisterRequest request) {
    RegisterResponse response = accounts(stub -> stub.register(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  public SignedIn register(String name, String password) {
    return register(RegisterRequest.newBuilder().setName(name).setPassword(password).build());
  }

  public SignedIn signIn(SignInRequest request) {
    SignInResponse response = accounts(stub -> stub.signIn(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  public SignedIn signIn(String name, String password) {
    return signIn(SignInRequest.newBuilder().setName(name).setPassword(password).build());
  }

  /// Signs in with a name only, as far as the server takes guests. The token is the guest's
  /// identity while it is here and for ten minutes after.
  public SignedIn signInAsGuest(String name) {
    SignInAsGuestRequest request = SignInAsGuestRequest.newBuilder().setName(name).build();
    SignInAsGuestResponse response = accounts(stub -> stub.signInAsGuest(request));
    return response.hasSignedIn() ? response.getSignedIn() : refuse(response.getRefusal());
  }

  /// Makes the token worthless; whoever is connected with it is thrown out.
  public void signOut(String token) {
    accounts(token, stub -> stub.signOut(SignOutRequest.getDefaultInstance()));
  }

  /// Any call about the account that the token belongs to.
  public <R> R accounts(String token, Function<AccountServiceBlockingStub, R> call) {
    var credentials = MetadataUtils.newAttachHeadersInterceptor(Credentials.metadata(token));
    return accounts(stub -> call.apply(stub.withInterceptors(credentials)));
  }

  /// Begins to follow the conversation, and goes on until the chat is closed or the server will not
  /// have it any more; being without a connection is no reason to end. `listener` is told what
  /// happens.
  ///
  /// @throws java.io.UncheckedIOException when the cursors can't be loaded
  public Chat open(String token, Options options, Chat.Listener listener) {
    return new Chat(this, token, options, listener);
  }

  private <R> R accounts(Function<AccountServiceBlockingStub, R> call) {
    var rejected = new AtomicReference<CertificateProblem>();
    ManagedChannel channel =
        ChatChannel.open(
            address, security, Thread::startVirtualThread, CONNECT_TIMEOUT_MS, rejected::set);
    try {
      return call.apply(
          AccountServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(CALL_TIMEOUT_MS, TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      boolean wasReady = channel.getState(false) == ConnectivityState.READY;
      com.google.rpc.Status details = StatusProto.fromThrowable(e);
      throw failure(
          e.getStatus(),
          details == null ? ErrorDetails.NONE : ErrorDetails.of(details),
          wasReady,
          rejected.get());
    } finally {
      channel.shutdownNow();
    }
  }

  private ChatException failure(
      Status status, ErrorDetails details, boolean wasReady, @Nullable CertificateProblem problem) {
    String sentence = status.getDescription() == null ? "" : status.getDescription();
    if (problem != null) {
      return new ChatException(
          new ChatException.CertificateRejected(problem),
          "The certificate of " + address + " was not accepted: " + problem);
    }
    boolean isAboutTheWay =
        switch (status.getCode()) {
          case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN -> !wasReady;
          default -> false;
        };
    if (isAboutTheWay) {
      Trouble trouble = Trouble.of(status, false, security);
      return new ChatException(
          new ChatException.Unreachable(trouble),
          "There is no chat server at " + address + ": " + trouble);
    }
    return new ChatException(new ChatException.Failed(status.getCode(), details), sentence);
  }

  private static SignedIn refuse(Refusal refusal) {
    throw new ChatException(new ChatException.Refused(refusal), refusal.getSentence());
  }
}
