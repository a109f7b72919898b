package gochat.terminal.screen;

import gochat.terminal.chat.Alert;
import gochat.terminal.text.VisibleText;
import java.util.Map;
import java.util.Set;

/// Notifies the user as configured: with the terminal's bell, and with a desktop notification
/// through the terminal. It uses OSC 9 for terminals that are known to support it, else OSC 777,
/// which rxvt, VTE and foot support. It does not send both, because some terminals would show both.
/// Terminals that support neither ignore it.
public final class Bell {
  private static final int TEXT_COLUMNS_MAX = 120;

  private static final Set<String> OSC_9_PROGRAMS = Set.of("iTerm.app", "WezTerm", "ghostty");

  private final Surface surface;
  private final boolean knowsOsc9;
  private boolean rings = true;
  private boolean notifies = true;

  /// @param environment of the process
  Bell(Surface surface, Map<String, String> environment) {
    this.surface = surface;
    knowsOsc9 =
        OSC_9_PROGRAMS.contains(environment.getOrDefault("TERM_PROGRAM", ""))
            || environment.containsKey("WT_SESSION")
            || environment.getOrDefault("TERM", "").contains("kitty");
  }

  public boolean rings() {
    return rings;
  }

  public void rings(boolean on) {
    rings = on;
  }

  public boolean notifies() {
    return notifies;
  }

  public void notifies(boolean on) {
    notifies = on;
  }

  public void alert(Alert alert) {
    if (notifies) {
      String from =
          alert.place().isEmpty() || alert.place().startsWith("@")
              ? plain(alert.author())
              : plain(alert.author()) + " " + plain(alert.place());
      String text = plain(alert.text());
      surface.write(
          knowsOsc9
              ? "\u001B]9;" + from + ": " + text + "\u001B\\"
              : "\u001B]777;notify;" + from + ";" + text + "\u001B\\");
    }
    if (rings) {
      surface.bell();
    }
  }

  /// One short line without characters that end or divide an escape sequence.
  private static String plain(String text) {
    String visible = VisibleText.sentence(text).replace(';', ',');
    return Row.clipped(visible, TEXT_COLUMNS_MAX);
  }
}
