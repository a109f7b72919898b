package gochat.terminal.live;

import gochat.client.Security;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.Credential;
import gochat.terminal.text.ConnectionErrorText;
import gochat.terminal.text.PasswordResetText;
import gochat.terminal.text.ServerErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.RefusalReason;
import gochat.v1.Registration;
import gochat.v1.Server;
import gochat.v1.SignedIn;
import gochat.v1.User;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// Signs the user in before there is a screen: with a stored token, as a guest, or with the
/// password of an account.
public final class SignIn {
  /// The user on the command line.
  ///
  /// @param name null to ask for it
  /// @param invitation the code or the link of an invitation to the server; empty for none
  public record Given(@Nullable String name, String invitation) {}

  /// Asks the user before there is a screen. An answer is null if the user wants to leave.
  public interface Prompter {
    @Nullable String ask(String prompt);

    /// Neither shows nor stores the answer.
    @Nullable String askSecret(String prompt);

    void say(String sentence);
  }

  /// The outcome of a sign-in.
  public sealed interface Result {
    /// @param user possibly with a name only
    /// @param notice for the user, empty for none
    record Success(String token, User user, String notice) implements Result {}

    /// The server has only the first contract.
    ///
    /// @param name the name that was given or typed
    record FirstContract(String name) implements Result {}

    record Failed(String complaint) implements Result {}

    /// The user wants to leave.
    record Left() implements Result {}
  }

  private static final String LOGIN = "/login";
  private static final String REGISTER = "/register";

  private final Endpoint server;
  private final @Nullable String givenName;
  private final TokenStore tokens;
  private final Prompter prompter;
  private final Texts texts;
  private final ConnectionErrorText connectionErrors;
  private final Texts common;
  private final ServerErrorText sentences;
  private @Nullable String lastName;

  /// The code with which the next name is registered; empty for none.
  private String code;

  private @Nullable Server description;

  /// @param texts of the whole program
  public SignIn(Endpoint server, Given given, TokenStore tokens, Prompter prompter, Texts texts) {
    this.server = server;
    givenName = given.name();
    code = given.invitation();
    this.tokens = tokens;
    this.prompter = prompter;
    this.texts = texts.of("live");
    connectionErrors = new ConnectionErrorText(texts);
    common = texts;
    sentences = new ServerErrorText(texts);
  }

  public Result run() {
    @Nullable String name = givenName == null && code.isEmpty() ? tokens.onlyName() : givenName;
    Result unreached = name == null || !code.isEmpty() ? welcome() : null;
    if (unreached != null) {
      return unreached;
    }
    while (true) {
      Result result = name == null ? ask() : useName(name);
      if (result != null) {
        return result;
      }
      name = null;
    }
  }

  /// Shows how the server presents itself. A server that does not is met when the user signs in.
  ///
  /// @return null if the user can sign in
  private @Nullable Result welcome() {
    try {
      Server told = describe();
      String address = server.addresses().toString();
      prompter.say(texts.get("welcome", VisibleText.sentence(told.getName()), address));
      if (!told.getGreeting().isEmpty()) {
        prompter.say(VisibleText.sentence(told.getGreeting()));
      }
      return null;
    } catch (ChatException e) {
      if (!(e.reason() instanceof ChatException.Failed)) {
        return failed(e, "");
      }
      return hasNoAccounts(e) && !code.isEmpty()
          ? new Result.Failed(texts.get("invitation.no-accounts"))
          : null;
    }
  }

  /// Whether the server has only the first contract.
  private static boolean hasNoAccounts(ChatException e) {
    return e.reason() instanceof ChatException.Failed(var status, _)
        && status == Status.Code.UNIMPLEMENTED;
  }

  private Server describe() {
    Server known = description == null ? server.describe() : description;
    description = known;
    return known;
  }

  /// The people who can register.
  private Registration registration() {
    try {
      return describe().getRegistration();
    } catch (ChatException _) {
      // The sign-in itself reports it.
      return Registration.REGISTRATION_UNSPECIFIED;
    }
  }

  /// @return null to ask again
  private @Nullable Result ask() {
    String typed = prompter.ask(texts.get("name.prompt"));
    if (typed == null) {
      return new Result.Left();
    }
    String[] words = typed.strip().split("\\s+", 2);
    String name = words.length > 1 ? words[1] : lastName;
    return switch (words[0]) {
      case "" -> null;
      case LOGIN -> name == null ? null : signIn(name);
      case REGISTER -> name == null ? null : register(name);
      default -> useName(typed.strip());
    };
  }

  private @Nullable Result useName(String name) {
    lastName = name;
    Credential known = tokens.find(name);
    if (!code.isEmpty()) {
      return known == null || known.isGuest()
          ? register(name)
          : new Result.Failed(texts.get("invitation.unused", VisibleText.name(name)));
    }
    if (known != null) {
      // Opening the chat shows whether the token is still valid.
      return new Result.Success(known.token(), User.newBuilder().setName(name).build(), "");
    }
    try {
      return succeeded(server.signInAsGuest(name));
    } catch (ChatException e) {
      return failed(e, name);
    }
  }

  private @Nullable Result signIn(String name) {
    lastName = name;
    String password = prompter.askSecret(texts.get("password.prompt", VisibleText.name(name)));
    if (password == null) {
      return new Result.Left();
    }
    try {
      return succeeded(server.signIn(tokens.signInRequest(name, password)));
    } catch (ChatException e) {
      return failed(e, name);
    }
  }

  private @Nullable Result register(String name) {
    lastName = name;
    Registration registration = registration();
    if (registration == Registration.REGISTRATION_OFF) {
      prompter.say(sentences.of(registration));
      code = "";
      return null;
    }
    if (registration == Registration.REGISTRATION_INVITE && code.isEmpty()) {
      prompter.say(sentences.of(registration));
      String typed = prompter.askSecret(texts.get("code.prompt"));
      if (typed == null) {
        return new Result.Left();
      }
      code = typed.strip();
      if (code.isEmpty()) {
        return null;
      }
    }
    String password = prompter.askSecret(texts.get("password.new", VisibleText.name(name)));
    String again = password == null ? null : prompter.askSecret(texts.get("password.again"));
    if (password == null || again == null) {
      return new Result.Left();
    }
    if (!password.equals(again)) {
      prompter.say(texts.get("password.differs"));
      return null;
    }
    try {
      return succeeded(
          server.register(TokenStore.registerRequest(name, password, code), guestToken(name)));
    } catch (ChatException e) {
      return failed(e, name);
    }
  }

  /// The token of this device's guest of that name, which becomes the account; empty for none.
  private String guestToken(String name) {
    Credential known = tokens.find(name);
    return known != null && known.isGuest() ? known.token() : "";
  }

  private Result succeeded(SignedIn signedIn) {
    tokens.save(signedIn);
    String notice = signedIn.hasPasswordResetTime() ? PasswordResetText.of(signedIn, texts) : "";
    return new Result.Success(signedIn.getToken(), signedIn.getUser(), notice);
  }

  /// The reaction to a failed attempt.
  ///
  /// @return null if the user may try again
  private @Nullable Result failed(ChatException e, String name) {
    if (hasNoAccounts(e)) {
      return new Result.FirstContract(name);
    }
    String sentence = sentences.of(e);
    return switch (e.reason()) {
      case ChatException.Refused(var refusal) -> {
        prompter.say(
            switch (refusal.getReason()) {
              case REFUSAL_REASON_NAME_TAKEN ->
                  texts.get("name.taken", VisibleText.name(name), sentence);
              default -> sentence;
            });
        if (refusal.getReason() == RefusalReason.REFUSAL_REASON_WRONG_INVITATION) {
          code = "";
        }
        prompter.say(hint());
        yield null;
      }
      case ChatException.Failed(var code, _) when code == Status.Code.INVALID_ARGUMENT -> {
        prompter.say(sentence);
        prompter.say(hint());
        yield null;
      }
      case ChatException.Failed _ ->
          new Result.Failed(complaint(String.valueOf(e.getMessage()), sentence));
      case ChatException.Unreachable(var problem) ->
          new Result.Failed(
              common.get(
                  "unreachable", server.addresses().toString(), connectionErrors.reason(problem)));
      case ChatException.CertificateRejected(var address, var problem) ->
          new Result.Failed(connectionErrors.distrust(address, problem));
    };
  }

  private String hint() {
    boolean canRegister = registration() != Registration.REGISTRATION_OFF;
    return texts.get(canRegister ? "sign-in.hint" : "sign-in.hint-without-register");
  }

  private String complaint(String raw, String sentence) {
    String address = server.addresses().toString();
    if (Security.isTlsAskedFor(raw)) {
      return common.get("no-plaintext", address);
    }
    return raw.startsWith("HTTP status code")
        ? common.get("not-a-chat-server", address)
        : common.get("unreachable", address, sentence);
  }
}
