package gochat.terminal.command;

import static gochat.terminal.command.Argument.optional;
import static gochat.terminal.command.Argument.required;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commands: their names, arguments and actions. Help, completion and the documentation use
/// this table.
public enum Command {
  HELP((a, v) -> a.help(v.first()), optional("COMMAND|keys", Completion.COMMAND)),
  JOIN((a, v) -> a.join(v.first()), required("#ROOM", Completion.ROOM)),
  LEAVE((a, v) -> a.leave(v.first()), optional("#ROOM", Completion.ROOM)),
  HIDE((a, v) -> a.hide(v.first()), optional("#ROOM|@NAME", Completion.OWN_ROOM)),
  UNHIDE((a, v) -> a.unhide(v.first()), optional("#ROOM|@NAME", Completion.HIDDEN_ROOM)),
  LIST((a, _) -> a.list()),
  WHO((a, v) -> a.who(v.first()), optional("#ROOM", Completion.ROOM)),
  WHOIS((a, v) -> a.whois(v.first()), required("NAME", Completion.NAME)),
  MSG(
      (a, v) -> a.msg(v.first(), v.second()),
      required("NAME", Completion.NAME),
      optional("TEXT", Completion.TEXT)),
  REPLY((a, v) -> a.reply(v.first()), required("TEXT", Completion.TEXT)),
  SAY((a, v) -> a.say(v.first()), required("TEXT", Completion.TEXT)),
  ME((a, v) -> a.me(v.first()), required("TEXT", Completion.TEXT)),
  TOPIC((a, v) -> a.topic(v.first()), optional("TEXT", Completion.TEXT)),
  CREATE(
      (a, v) -> a.create(v.first(), v.second()),
      required("#ROOM", Completion.NOTHING),
      optional("private", Completion.ROOM_KIND),
      optional("TOPIC", Completion.TEXT)),
  INVITE((a, v) -> a.invite(v.first()), required("NAME", Completion.NAME)),
  KICK((a, v) -> a.kick(v.first()), required("NAME", Completion.NAME)),
  BAN((a, v) -> a.ban(v.first()), required("NAME", Completion.NAME)),
  UNBAN((a, v) -> a.unban(v.first()), required("NAME", Completion.NAME)),
  MUTE((a, v) -> a.mute(v.first()), required("NAME", Completion.NAME)),
  UNMUTE((a, v) -> a.unmute(v.first()), required("NAME", Completion.NAME)),
  EDIT((a, v) -> a.edit(v.first()), optional("TEXT", Completion.TEXT)),
  DELETE((a, _) -> a.delete()),
  REACT((a, v) -> a.react(v.first()), required("EMOJI", Completion.EMOJI)),
  HISTORY((a, v) -> a.history(v.first()), optional("DATE", Completion.NOTHING)),
  READ((a, v) -> a.read(v.first()), optional("all", Completion.ALL)),
  AWAY((a, v) -> a.away(v.first()), optional("on|off", Completion.SWITCH)),
  NICK((a, v) -> a.nick(v.first()), required("NAME", Completion.NOTHING)),
  REGISTER((a, v) -> a.register(v.first()), optional("NAME", Completion.NOTHING)),
  LOGIN((a, v) -> a.login(v.first()), optional("NAME", Completion.NOTHING)),
  LOGOUT((a, _) -> a.logout()),
  NOTIFY(
      (a, v) -> a.notifications(v.first(), v.second()),
      optional("highlight|bell|desktop", Completion.NOTIFICATION),
      optional("on|off", Completion.SWITCH)),
  THEME((a, v) -> a.theme(v.first()), optional("NAME", Completion.THEME)),
  QUIT((a, _) -> a.quit());

  /// Runs an action with the values of the arguments.
  interface Effect {
    void on(Actions actions, Values values);
  }

  /// The first word after the command, and the rest.
  ///
  /// @param first the whole text for a command that takes one text
  record Values(String first, String second) {}

  // Stateless.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Effect effect;

  // An immutable copy.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Argument> arguments;

  Command(Effect effect, Argument... arguments) {
    this.effect = effect;
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
  public static @Nullable Command typedIn(String line) {
    return line.startsWith("/") ? of(line.substring(1).strip().split("\\s+", 2)[0]) : null;
  }

  static @Nullable Command of(String word) {
    for (Command command : values()) {
      if (command.word().equalsIgnoreCase(word)) {
        return command;
      }
    }
    return null;
  }

  /// @param text the typed text after the command
  /// @return null if an argument is missing
  @Nullable Runnable bind(String text, Actions actions) {
    Values values = values(text);
    boolean isComplete =
        arguments.isEmpty()
            || ((!arguments.get(0).isRequired() || !values.first().isEmpty())
                && (arguments.size() < 2
                    || !arguments.get(1).isRequired()
                    || !values.second().isEmpty()));
    return isComplete ? () -> effect.on(actions, values) : null;
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
