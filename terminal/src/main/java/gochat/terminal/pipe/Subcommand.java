package gochat.terminal.pipe;

import gochat.terminal.text.Texts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The commands for scripts. Only the requested one is instantiated, to start quickly.
public enum Subcommand {
  SEND,
  TAIL,
  HISTORY,
  ROOMS,
  WHO,
  EXPORT,
  MY_DATA,
  LOGIN,
  LOGOUT,
  REGISTER,
  RESET_PASSWORD,
  CHANGE_PASSWORD,
  RECOVERY_CODES,
  DELETE_ACCOUNT,
  DEVICES,
  PRIVACY,
  BLOCK,
  UNBLOCK,
  ADMIN,
  DOCTOR,
  COMPLETION;

  /// The word on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Subcommand> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public static String words() {
    return Arrays.stream(values()).map(Subcommand::word).collect(Collectors.joining(", "));
  }

  /// A description of one line.
  public String summary(Texts texts) {
    return texts.of(CommandContext.TEXTS).get("usage." + word());
  }

  /// Adds the options of this command to `spec`.
  public void declare(CommandSpec spec, Texts texts) {
    Texts own = texts.of(CommandContext.TEXTS);
    spec.usageMessage()
        .description(own.get("usage." + word()), "")
        .footer(own.get("usage.exit-codes").split("\n"));
    command().declare(spec, own);
  }

  /// Runs the command. A failure is one line on standard error.
  ///
  /// @return the exit code of the program
  public int run(ParseResult parsed, Setup setup) {
    return new CommandContext(setup).run(command(), parsed);
  }

  private PipeCommand command() {
    return switch (this) {
      case SEND -> new SendCommand();
      case TAIL -> new TailCommand();
      case HISTORY -> new HistoryCommand();
      case ROOMS -> new RoomsCommand();
      case WHO -> new WhoCommand();
      case EXPORT -> new ExportCommand();
      case MY_DATA -> new MyDataCommand();
      case LOGIN -> new LoginCommand();
      case LOGOUT -> new LogoutCommand();
      case REGISTER -> new RegisterCommand();
      case RESET_PASSWORD -> new ResetPasswordCommand();
      case CHANGE_PASSWORD -> new ChangePasswordCommand();
      case RECOVERY_CODES -> new RecoveryCodesCommand();
      case DELETE_ACCOUNT -> new DeleteAccountCommand();
      case DEVICES -> new DevicesCommand();
      case PRIVACY -> new PrivacyCommand();
      case BLOCK -> new BlockCommand();
      case UNBLOCK -> new UnblockCommand();
      case ADMIN -> new AdminCommand();
      case DOCTOR -> new DoctorCommand();
      case COMPLETION -> new CompletionCommand();
    };
  }
}
