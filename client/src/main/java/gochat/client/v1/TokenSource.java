package gochat.client.v1;

import gochat.client.ConnectionProblem;
import gochat.client.v1.TokenStore.Tokens;
import gochat.v1.SignedIn;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The token of a chat: given, kept since an earlier start, or got by a sign-in. Confined to the
/// client's loop.
final class TokenSource {
  private final Endpoint server;
  private final Credential credential;
  private final Executor loop;
  private @Nullable String token;
  private String deviceToken = "";

  /// Whether the server may have ended the session before this program started.
  private boolean isOfEarlierStart;

  private @Nullable Thread signingIn;

  TokenSource(Endpoint server, Credential credential, Executor loop) {
    this.server = server;
    this.credential = credential;
    this.loop = loop;
    switch (credential) {
      case Credential.Token given -> token = given.token();
      case Credential.Account account -> {
        Optional<Tokens> kept = account.tokens().load();
        token = kept.map(Tokens::token).orElse(null);
        deviceToken = kept.map(Tokens::deviceToken).orElse("");
        isOfEarlierStart = kept.isPresent();
      }
    }
  }

  /// Null if a sign-in is necessary.
  @Nullable String token() {
    return token;
  }

  /// The server has replaced the token.
  void replace(String other) {
    token = other;
  }

  /// Signs in. Waits on a thread of its own; one of the callbacks runs on the loop.
  ///
  /// @param signedIn there is a token
  /// @param refused a later sign-in would be refused, too
  /// @param failed a later sign-in may succeed
  void signIn(Runnable signedIn, Consumer<Ending> refused, Consumer<ConnectionProblem> failed) {
    if (!(credential instanceof Credential.Account account)) {
      throw new IllegalStateException("a token was given");
    }
    signingIn =
        Thread.startVirtualThread(() -> {
          try {
            SignedIn answer =
                server.signIn(account.account().toBuilder().setDeviceToken(deviceToken).build());
            loop.execute(() -> {
              account.tokens().save(new Tokens(answer.getToken(), answer.getDeviceToken()));
              token = answer.getToken();
              signedIn.run();
            });
          } catch (ChatException e) {
            loop.execute(() -> tell(e, refused, failed));
          }
        });
  }

  private static void tell(
      ChatException failure, Consumer<Ending> refused, Consumer<ConnectionProblem> failed) {
    String sentence = String.valueOf(failure.getMessage());
    var broken = new ConnectionProblem(ConnectionProblem.Kind.BROKEN, sentence);
    switch (failure.reason()) {
      case ChatException.Unreachable(var problem) -> failed.accept(problem);
      case ChatException.CertificateRejected(var address, var problem) ->
          refused.accept(new Ending.CertificateRejected(address, problem));
      case ChatException.Refused(var refusal) -> {
        if (refusal.hasRetryAfter()) {
          failed.accept(broken);
        } else {
          refused.accept(new Ending.Refused(Status.Code.PERMISSION_DENIED, sentence));
        }
      }
      case ChatException.Failed(var code, var details) -> {
        Ending ending = Endings.of(code.toStatus().withDescription(sentence), false);
        if (ending == null) {
          failed.accept(broken);
        } else {
          refused.accept(ending);
        }
      }
    }
  }

  /// Ends a sign-in without its outcome.
  void abandon() {
    if (signingIn != null) {
      signingIn.interrupt();
    }
  }

  /// The server has accepted the token.
  void accepted() {
    isOfEarlierStart = false;
  }

  /// The server has not accepted the token.
  ///
  /// @return whether a sign-in may give one that it accepts
  boolean rejected() {
    if (!isOfEarlierStart) {
      return false;
    }
    isOfEarlierStart = false;
    token = null;
    return true;
  }
}
