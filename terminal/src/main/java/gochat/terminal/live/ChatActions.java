package gochat.terminal.live;

import gochat.terminal.command.Actions;
import gochat.terminal.command.Command;
import gochat.terminal.screen.Bell;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.Screen;
import gochat.terminal.screen.Theme;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What the commands do in a live session.
final class ChatActions implements Actions {
  private static final String KEYS = "keys";
  private static final int USAGE_COLUMNS = 34;
  private static final int KEY_COLUMNS = 24;

  private final Desk desk;
  private final RoomActions rooms;
  private final MemberActions members;
  private final MessageActions messages;
  private final Identity identity;
  private final History history;
  private final Runnable end;

  ChatActions(Desk desk, Identity identity, History history, Runnable end) {
    this.desk = desk;
    this.identity = identity;
    this.history = history;
    this.end = end;
    rooms = new RoomActions(desk);
    members = new MemberActions(desk);
    messages = new MessageActions(desk);
  }

  MessageActions messages() {
    return messages;
  }

  @Override
  public void help(String word) {
    String wanted = (word.startsWith("/") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
    List<String> lines = new ArrayList<>();
    if (wanted.equals(KEYS)) {
      lines.add(desk.text("help.keys"));
      for (Key key : Key.values()) {
        lines.add(padded(key.title(), KEY_COLUMNS) + desk.text(key.helpKey()));
      }
    } else {
      for (Command command : Command.values()) {
        if (wanted.isEmpty() || command.word().equals(wanted)) {
          lines.add(padded(command.usage(), USAGE_COLUMNS) + desk.text(command.helpKey()));
        }
      }
    }
    if (lines.isEmpty()) {
      desk.notice("unknown", VisibleText.sentence(wanted), 0, "");
      return;
    }
    if (wanted.isEmpty()) {
      lines.addFirst(desk.text("help.title"));
      lines.addLast(desk.text("help.more"));
    }
    desk.say(String.join("\n", lines));
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(1, columns - text.length()));
  }

  @Override
  public void join(String room) {
    rooms.join(room);
  }

  @Override
  public void leave(String room) {
    rooms.leave(room);
  }

  @Override
  public void hide(String room) {
    rooms.hide(room);
  }

  @Override
  public void unhide(String room) {
    rooms.unhide(room);
  }

  @Override
  public void list() {
    rooms.list();
  }

  @Override
  public void who(String room) {
    String target = rooms.target(room);
    if (!target.isEmpty()) {
      members.who(target);
    }
  }

  @Override
  public void whois(String user) {
    messages.whois(user);
  }

  @Override
  public void msg(String user, String text) {
    messages.msg(user, text);
  }

  @Override
  public void reply(String text) {
    messages.reply(text);
  }

  @Override
  public void say(String text) {
    desk.sender().toRoom(text);
  }

  @Override
  public void me(String text) {
    messages.me(text);
  }

  @Override
  public void topic(String text) {
    rooms.topic(text);
  }

  @Override
  public void create(String room, String kindAndTopic) {
    rooms.create(room, kindAndTopic);
  }

  @Override
  public void invite(String user) {
    members.invite(user);
  }

  @Override
  public void kick(String user) {
    members.kick(user);
  }

  @Override
  public void ban(String user) {
    members.ban(user);
  }

  @Override
  public void unban(String user) {
    members.unban(user);
  }

  @Override
  public void mute(String user) {
    members.mute(user);
  }

  @Override
  public void unmute(String user) {
    members.unmute(user);
  }

  @Override
  public void edit(String text) {
    messages.edit(text);
  }

  @Override
  public void delete() {
    messages.delete();
  }

  @Override
  public void react(String reaction) {
    messages.react(reaction);
  }

  @Override
  public void history(String date) {
    history.show(date);
  }

  @Override
  public void read(String what) {
    messages.read(what);
  }

  @Override
  public void away(String onOrOff) {
    messages.away(onOrOff);
  }

  @Override
  public void nick(String name) {
    identity.nick(name);
  }

  @Override
  public void register(String name) {
    identity.register(name);
  }

  @Override
  public void login(String name) {
    identity.login(name);
  }

  @Override
  public void logout() {
    identity.logout();
  }

  @Override
  public void notifications(String what, String onOrOff) {
    Screen screen = desk.screen();
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
    desk.notice(
        "notify.state", screen.highlights() ? 1 : 0, bell.rings() ? 1 : 0, bell.notifies() ? 1 : 0);
  }

  private static void turn(String onOrOff, boolean before, Consumer<Boolean> turn) {
    turn.accept(onOrOff.isEmpty() ? !before : onOrOff.equalsIgnoreCase("on"));
  }

  @Override
  public void theme(String name) {
    Theme theme = Theme.of(name);
    if (theme != null) {
      desk.screen().theme(theme);
    } else {
      List<String> names = new ArrayList<>();
      for (Theme known : Theme.values()) {
        names.add(known.title());
      }
      desk.notice("theme.choices", desk.screen().theme().title(), String.join(", ", names));
    }
  }

  @Override
  public void quit() {
    end.run();
  }
}
