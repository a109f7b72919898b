package gochat.terminal.command;

/// The actions of the commands. Arguments are as typed; a missing optional argument is empty.
public interface Actions {
  void help(String command);

  void join(String room);

  void leave(String room);

  void hide(String room);

  void unhide(String room);

  void list();

  void who(String room);

  void whois(String user);

  void msg(String user, String text);

  void reply(String text);

  void say(String text);

  void me(String text);

  void topic(String text);

  /// @param kindAndTopic an optional `private` or `public`, then the topic
  void create(String room, String kindAndTopic);

  void invite(String user);

  void kick(String user);

  void ban(String user);

  void unban(String user);

  void mute(String user);

  void unmute(String user);

  void edit(String text);

  void delete();

  void react(String reaction);

  void history(String date);

  void read(String what);

  void away(String onOrOff);

  void nick(String name);

  void register(String name);

  void login(String name);

  void logout();

  void notifications(String what, String onOrOff);

  void theme(String name);

  void quit();
}
