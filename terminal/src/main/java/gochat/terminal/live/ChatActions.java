package gochat.terminal.live;

import gochat.terminal.command.ChatCommand;
import gochat.terminal.screen.Bell;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.Screen;
import gochat.terminal.screen.Theme;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Runs the commands of a live session.
final class ChatActions {
  private static final String KEYS = "keys";
  private static final int USAGE_COLUMNS = 34;
  private static final int KEY_COLUMNS = 24;

  private final ChatView view;
  private final RoomActions rooms;
  private final RetentionActions retention;
  private final SlowModeActions slowMode;
  private final MemberActions members;
  private final MessageActions messages;
  private final PinActions pins;
  private final AccountActions account;
  private final DeviceActions devices;
  private final ContactActions contacts;
  private final HistoryLoader history;
  private final Runnable end;

  ChatActions(ChatView view, AccountActions account, HistoryLoader history, Runnable end) {
    this.view = view;
    this.account = account;
    this.history = history;
    this.end = end;
    devices = new DeviceActions(view, account);
    contacts = new ContactActions(view, account);
    rooms = new RoomActions(view);
    retention = new RetentionActions(view);
    slowMode = new SlowModeActions(view);
    members = new MemberActions(view);
    messages = new MessageActions(view);
    pins = new PinActions(view, messages, history);
  }

  MessageActions messages() {
    return messages;
  }

  PinActions pins() {
    return pins;
  }

  /// @param values the arguments as typed; one that is missing is empty
  void run(ChatCommand command, ChatCommand.Values values) {
    String first = values.first();
    String second = values.second();
    String refusal = view.refusal(command);
    if (!refusal.isEmpty()) {
      view.say(refusal);
      return;
    }
    switch (command) {
      case HELP -> help(first);
      case JOIN -> rooms.join(first);
      case LEAVE -> rooms.leave(first);
      case HIDE -> rooms.hide(first);
      case UNHIDE -> rooms.unhide(first);
      case LIST -> rooms.list();
      case WHO -> who(first);
      case WHOIS -> messages.whois(first);
      case MSG -> messages.msg(first, second);
      case REPLY -> messages.reply(first);
      case SAY -> view.sender().toRoom(first);
      case ME -> messages.me(first);
      case TOPIC -> rooms.topic(first);
      case RETENTION -> retention.retention(first, second);
      case SLOWMODE -> slowMode.slowMode(first);
      case CREATE -> rooms.create(first, second);
      case INVITE -> members.invite(first);
      case KICK -> members.kick(first, second);
      case BAN -> members.ban(first, second);
      case UNBAN -> members.unban(first);
      case BANS -> members.bans();
      case MUTE -> members.mute(first, second);
      case UNMUTE -> members.unmute(first);
      case MUTES -> members.mutes();
      case EDIT -> messages.edit(first);
      case DELETE -> messages.delete();
      case REACT -> messages.react(first);
      case PIN -> pins.pin();
      case UNPIN -> pins.unpin();
      case PINS -> pins.list();
      case HISTORY -> history.show(first);
      case READ -> messages.read(first);
      case AWAY -> messages.away(first);
      case NICK -> account.nick(first);
      case REGISTER -> account.register(first);
      case LOGIN -> account.login(first);
      case LOGOUT -> account.logout();
      case PASSWORD -> account.changePassword();
      case DEVICES -> devices.devices(first, second);
      case PRIVACY -> contacts.privacy(first, second);
      case BLOCK -> contacts.block(first);
      case UNBLOCK -> contacts.unblock(first);
      case NOTIFY -> notifications(first, second);
      case THEME -> theme(first);
      case QUIT -> end.run();
    }
  }

  private void help(String word) {
    String wanted = (word.startsWith("/") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    if (wanted.equals(KEYS)) {
      lines.add(view.text("help.keys"));
      for (Key key : Key.values()) {
        lines.add(padded(key.title(), KEY_COLUMNS) + view.text(key.helpKey()));
      }
    } else {
      for (ChatCommand command : ChatCommand.values()) {
        if (wanted.isEmpty() || command.word().equals(wanted)) {
          lines.add(padded(command.usage(), USAGE_COLUMNS) + view.text(command.helpKey()));
        }
      }
    }
    if (lines.isEmpty()) {
      view.notice("unknown", VisibleText.sentence(wanted), 0, "");
      return;
    }
    if (wanted.isEmpty()) {
      lines.addFirst(view.text("help.title"));
      lines.addLast(view.text("help.more"));
    }
    view.say(String.join("\n", lines));
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(1, columns - text.length()));
  }

  private void who(String room) {
    String target = rooms.target(room);
    if (!target.isEmpty()) {
      members.who(target);
    }
  }

  private void notifications(String what, String onOrOff) {
    Screen screen = view.screen();
    Bell bell = screen.bell();
    switch (what.toLowerCase(Locale.ROOT)) {
      case "highlight" -> turn(onOrOff, screen.highlights(), screen::highlights);
      case "bell" -> turn(onOrOff, bell.rings(), bell::rings);
      case "desktop" -> turn(onOrOff, bell.notifies(), bell::notifies);
      case "on", "off" -> {
        screen.highlights(what.equalsIgnoreCase("on"));
        bell.rings(what.equalsIgnoreCase("on"));
        bell.notifies(what.equalsIgnoreCase("on"));
      }
      default -> {}
    }
    view.notice(
        "notify.state", screen.highlights() ? 1 : 0, bell.rings() ? 1 : 0, bell.notifies() ? 1 : 0);
  }

  private static void turn(String onOrOff, boolean before, Consumer<Boolean> turn) {
    turn.accept(onOrOff.isEmpty() ? !before : onOrOff.equalsIgnoreCase("on"));
  }

  private void theme(String name) {
    Theme theme = Theme.of(name);
    if (theme != null) {
      view.screen().theme(theme);
    } else {
      List<String> names = new ArrayList<>();
      for (Theme known : Theme.values()) {
        names.add(known.title());
      }
      view.notice("theme.choices", view.screen().theme().title(), String.join(", ", names));
    }
  }
}
