package gochat.terminal.command;

import static gochat.terminal.command.Argument.optional;
import static gochat.terminal.command.Argument.required;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commands of the interactive client: their names and arguments. Help, completion and the
/// documentation use this table.
public enum ChatCommand {
  HELP(optional("COMMAND|keys", Completion.COMMAND)),
  JOIN(required("#ROOM", Completion.ROOM)),
  LEAVE(optional("#ROOM", Completion.ROOM)),
  HIDE(optional("#ROOM|@NAME", Completion.OWN_ROOM)),
  UNHIDE(optional("#ROOM|@NAME", Completion.HIDDEN_ROOM)),
  LIST,
  WHO(optional("#ROOM", Completion.ROOM)),
  WHOIS(required("NAME", Completion.NAME)),
  MSG(required("NAME", Completion.NAME), optional("TEXT", Completion.TEXT)),
  REPLY(required("TEXT", Completion.TEXT)),
  SAY(required("TEXT", Completion.TEXT)),
  ME(required("TEXT", Completion.TEXT)),
  TOPIC(optional("TEXT", Completion.TEXT)),
  RETENTION(optional("TIME|off", Completion.RETENTION), optional("EVENTS", Completion.NOTHING)),
  SLOWMODE(optional("TIME|off", Completion.SLOW_MODE)),
  CREATE(
      required("#ROOM", Completion.NOTHING),
      optional("private", Completion.ROOM_KIND),
      optional("TOPIC", Completion.TEXT)),
  INVITE(required("NAME", Completion.NAME)),
  KICK(required("NAME", Completion.NAME), optional("REASON", Completion.TEXT)),
  BAN(
      required("NAME", Completion.NAME),
      optional("TIME", Completion.DURATION),
      optional("REASON", Completion.TEXT)),
  UNBAN(required("NAME", Completion.NAME)),
  BANS,
  MUTE(
      required("NAME", Completion.NAME),
      optional("TIME", Completion.DURATION),
      optional("REASON", Completion.TEXT)),
  UNMUTE(required("NAME", Completion.NAME)),
  MUTES,
  EDIT(optional("TEXT", Completion.TEXT)),
  DELETE,
  REACT(required("EMOJI", Completion.EMOJI)),
  PIN,
  UNPIN,
  PINS,
  HISTORY(optional("DATE", Completion.NOTHING)),
  READ(optional("all", Completion.ALL)),
  AWAY(optional("on|off", Completion.SWITCH)),
  NICK(required("NAME", Completion.NOTHING)),
  REGISTER(optional("NAME", Completion.NOTHING)),
  LOGIN(optional("NAME", Completion.NOTHING)),
  LOGOUT,
  PASSWORD,
  DEVICES(optional("end", Completion.END), optional("N|others", Completion.OTHERS)),
  PRIVACY(
      optional("messages|invitations", Completion.PRIVACY),
      optional("everybody|shared-room|nobody", Completion.AUDIENCE)),
  BLOCK(optional("NAME", Completion.NAME)),
  UNBLOCK(required("NAME", Completion.NAME)),
  NOTIFY(
      optional("highlight|bell|desktop", Completion.NOTIFICATION),
      optional("on|off", Completion.SWITCH)),
  THEME(optional("NAME", Completion.THEME)),
  QUIT;

  /// The arguments as typed; one that is missing is empty.
  ///
  /// @param first the first word after the command, or the whole text if the command takes one text
  /// @param second the rest
  public record Values(String first, String second) {}

  // An immutable copy.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Argument> arguments;

  ChatCommand(Argument... arguments) {
    this.arguments = List.of(arguments);
  }

  /// The typed word, without the slash.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<Argument> arguments() {
    return arguments;
  }

  /// Such as `/msg NAME TEXT`.
  public String usage() {
    StringBuilder usage = new StringBuilder("/").append(word());
    for (Argument argument : arguments) {
      usage.append(' ').append(argument);
    }
    return usage.toString();
  }

  /// The key of its help text.
  public String helpKey() {
    return "command." + word();
  }

  /// The command at the beginning of a line, complete or not.
  public static @Nullable ChatCommand typedIn(String line) {
    return line.startsWith("/") ? of(line.substring(1).strip().split("\\s+", 2)[0]) : null;
  }

  static @Nullable ChatCommand of(String word) {
    for (ChatCommand command : values()) {
      if (command.word().equalsIgnoreCase(word)) {
        return command;
      }
    }
    return null;
  }

  /// @param text the typed text after the command
  /// @return null if a required argument is missing
  @Nullable Values parse(String text) {
    Values values = values(text);
    boolean isComplete =
        arguments.isEmpty()
            || ((!arguments.get(0).isRequired() || !values.first().isEmpty())
                && (arguments.size() < 2
                    || !arguments.get(1).isRequired()
                    || !values.second().isEmpty()));
    return isComplete ? values : null;
  }

  private Values values(String text) {
    boolean takesOneText =
        arguments.size() == 1 && arguments.get(0).completion() == Completion.TEXT;
    if (takesOneText) {
      return new Values(text.strip(), "");
    }
    String stripped = text.strip();
    int end = 0;
    while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
      end++;
    }
    return new Values(stripped.substring(0, end), stripped.substring(end).strip());
  }
}
