package gochat.terminal.live;

import gochat.client.markup.KnownNames;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.client.v1.ErrorDetails;
import gochat.terminal.chat.ConnectionState;
import gochat.terminal.text.PasswordResetText;
import gochat.terminal.text.VisibleText;
import gochat.v1.RegisterRequest;
import gochat.v1.Registration;
import gochat.v1.SignInRequest;
import gochat.v1.SignedIn;
import gochat.v1.UserKind;
import io.grpc.Status;
import java.util.function.Consumer;
import java.util.function.Function;

/// The commands that change the user, and the reaction to a token that the server does not accept
/// any more.
final class AccountActions {
  private static final long TRY_AGAIN_MS = 2_000;

  private final ChatView view;
  private final TokenStore tokens;
  private final LiveSession.Scheduler scheduler;
  private final Runnable end;
  private final SecretQuestions secrets;
  private String name;
  private String token;

  /// Another user is being signed in. If the server signs the previous user out meanwhile, that
  /// user comes back only if the new sign-in fails.
  private boolean isChanging;

  private boolean isSignedOut;

  AccountActions(
      ChatView view,
      TokenStore tokens,
      String name,
      String token,
      LiveSession.Scheduler scheduler,
      Runnable end) {
    this.view = view;
    this.tokens = tokens;
    this.name = name;
    this.token = token;
    this.scheduler = scheduler;
    this.end = end;
    secrets = new SecretQuestions(view);
  }

  boolean isGuest() {
    return view.chat().self().getKind() == UserKind.USER_KIND_GUEST;
  }

  String token() {
    return token;
  }

  /// Signs a guest out, so that the name is free at once.
  void signOutGuest(Endpoint server) {
    if (isGuest()) {
      signOut(server);
    }
  }

  private void signOut(Endpoint server) {
    tokens.forget(name);
    try {
      server.signOut(token);
    } catch (ChatException _) {
      // The server removes the guest by itself after a while.
    }
  }

  void nick(String newName) {
    if (!isGuest()) {
      view.notice("nick.account");
      return;
    }
    String before = token;
    change(
        server -> server.signInAsGuest(newName),
        () ->
            view.connection()
                .callServer(
                    server -> {
                      server.signOut(before);
                      return "";
                    },
                    _ -> {},
                    _ -> {}));
  }

  void login(String newName) {
    String wanted = newName.isEmpty() ? name : newName;
    secrets.ask(
        view.text("password.prompt", VisibleText.name(wanted)),
        password -> {
          SignInRequest request = tokens.signInRequest(wanted, password);
          change(server -> server.signIn(request), () -> {});
        });
  }

  void register(String newName) {
    view.registration(registration -> register(newName, registration));
  }

  private void register(String newName, Registration registration) {
    String wanted = newName.isEmpty() ? name : newName;
    switch (registration) {
      case REGISTRATION_OFF -> view.say(view.sentences().of(registration));
      case REGISTRATION_INVITE -> {
        view.say(view.sentences().of(registration));
        secrets.ask(
            view.text("code.prompt"),
            code -> {
              if (!code.isBlank()) {
                secrets.askNewPassword(wanted, password -> register(wanted, password, code));
              }
            });
      }
      case REGISTRATION_OPEN, REGISTRATION_UNSPECIFIED, UNRECOGNIZED ->
          secrets.askNewPassword(wanted, password -> register(wanted, password, ""));
    }
  }

  void changePassword() {
    if (isGuest()) {
      view.notice("password.guest");
      return;
    }
    secrets.ask(
        view.text("password.prompt", VisibleText.name(name)),
        old -> secrets.askNewPassword(name, chosen -> changePassword(old, chosen)));
  }

  private void changePassword(String old, String chosen) {
    String used = token;
    view.connection()
        .callServer(
            server -> server.changePassword(used, old, chosen),
            deviceToken -> {
              tokens.saveDevice(used, deviceToken);
              view.notice("password.changed");
            },
            view::failed);
  }

  /// @param code of an invitation or of the administrator; empty for none
  private void register(String wanted, String password, String code) {
    if (isGuest()) {
      upgrade(wanted, password, code);
    } else {
      change(
          server -> server.register(TokenStore.registerRequest(wanted, password, code)),
          () -> view.notice("registered", VisibleText.name(wanted)));
    }
  }

  /// The guest becomes the account, and the chat goes on.
  private void upgrade(String wanted, String password, String code) {
    String guest = name;
    String guestToken = token;
    RegisterRequest request = TokenStore.registerRequest(wanted, password, code);
    signIn(
        server -> server.upgradeGuest(guestToken, request),
        signedIn -> {
          if (!KnownNames.areSame(wanted, guest)) {
            tokens.forget(guest);
          }
          accept(signedIn);
          view.chat().become(signedIn.getUser());
          if (isSignedOut) {
            openAgain();
          } else {
            view.connection().replaceToken(token);
          }
          view.notice("upgraded", VisibleText.name(name));
        });
  }

  void logout() {
    view.connection()
        .callServer(
            server -> {
              signOut(server);
              return "";
            },
            _ -> end.run(),
            _ -> end.run());
  }

  /// Signs in another user, or the same one in another way.
  private void change(Function<Endpoint, SignedIn> signIn, Runnable then) {
    signIn(
        signIn,
        signedIn -> {
          accept(signedIn);
          view.become(signedIn.getUser(), signedIn.getToken());
          if (signedIn.hasPasswordResetTime()) {
            view.say(PasswordResetText.of(signedIn, view.texts()));
          }
          then.run();
        });
  }

  private void signIn(Function<Endpoint, SignedIn> signIn, Consumer<SignedIn> then) {
    isChanging = true;
    isSignedOut = false;
    view.connection()
        .callServer(
            signIn,
            signedIn -> {
              isChanging = false;
              then.accept(signedIn);
            },
            e -> {
              isChanging = false;
              view.failed(e);
              if (isSignedOut) {
                signInAgain();
              }
            });
  }

  private void accept(SignedIn signedIn) {
    name = signedIn.getUser().getName();
    token = signedIn.getToken();
    tokens.save(signedIn);
  }

  SecretQuestions secrets() {
    return secrets;
  }

  /// Called when the server does not accept the token any more. A guest signs in again under the
  /// same name; the user of an account must sign in.
  void signedOut(String sentence) {
    if (isChanging) {
      isSignedOut = true;
      return;
    }
    tokens.forget(name);
    if (view.chat().self().getKind() == UserKind.USER_KIND_ACCOUNT
        || view.chat().self().getKind() == UserKind.USER_KIND_ADMINISTRATOR) {
      view.chat().connection(new ConnectionState.Offline());
      view.say(view.sentences().of(Status.Code.UNAUTHENTICATED, ErrorDetails.NONE, sentence));
      view.notice("signed-out", VisibleText.name(name));
      return;
    }
    signInAgain();
  }

  private void signInAgain() {
    view.connection()
        .callServer(
            server -> server.signInAsGuest(name),
            signedIn -> {
              accept(signedIn);
              openAgain();
            },
            e -> {
              if (isFinal(e)) {
                view.chat().connection(new ConnectionState.Offline());
                view.failed(e);
                view.notice("signed-out", VisibleText.name(name));
              } else {
                scheduler.after(TRY_AGAIN_MS, this::signInAgain);
              }
            });
  }

  private void openAgain() {
    view.connection().open(token);
    view.sender().resend().all();
  }

  /// Whether the server would refuse it again.
  private static boolean isFinal(RuntimeException e) {
    return e instanceof ChatException failed
        && failed.reason() instanceof ChatException.Refused(var refusal)
        && switch (refusal.getReason()) {
          case REFUSAL_REASON_THROTTLED, REFUSAL_REASON_TOO_MANY -> false;
          default -> true;
        };
  }
}
