package gochat.terminal.live;

import gochat.terminal.text.DeviceList;
import gochat.terminal.text.VisibleText;
import gochat.v1.SessionInfo;
import java.util.List;
import java.util.function.Consumer;

/// The command about the devices on which the user is signed in.
final class DeviceActions {
  private static final String END = "end";

  private final ChatView view;
  private final AccountActions account;

  /// As they were shown last, so that a number means the device that the user saw.
  private DeviceList shown = new DeviceList(List.of());

  DeviceActions(ChatView view, AccountActions account) {
    this.view = view;
    this.account = account;
  }

  /// @param action empty: lists the devices; or `end`
  /// @param which a number of the list, the id of a session, or `others`
  void devices(String action, String which) {
    if (account.isGuest()) {
      view.notice("devices.guest");
    } else if (action.isEmpty()) {
      list(this::show);
    } else if (!action.equals(END) || which.isEmpty()) {
      view.notice("devices.usage");
    } else if (shown.sessions().isEmpty() || which.equals(DeviceList.OTHERS)) {
      list(devices -> end(devices, which));
    } else {
      end(shown, which);
    }
  }

  private void list(Consumer<DeviceList> listed) {
    view.connection()
        .callServer(
            server -> new DeviceList(server.sessions(account.token()).list()),
            listed,
            view::failed);
  }

  private void show(DeviceList devices) {
    shown = devices;
    List<SessionInfo> sessions = devices.sessions();
    StringBuilder lines = new StringBuilder(view.text("devices.title", sessions.size()));
    for (int i = 0; i < sessions.size(); i++) {
      SessionInfo session = sessions.get(i);
      String address = DeviceList.address(session);
      lines
          .append('\n')
          .append(
              view.text(
                  "devices.line",
                  i + 1,
                  DeviceList.name(session, view.texts()),
                  session.getCurrent() ? 1 : 0,
                  DeviceList.time(session.getCreateTime()),
                  address.isEmpty() ? 0 : 1,
                  address,
                  DeviceList.time(session.getLastUseTime())));
    }
    view.say(lines.toString());
  }

  private void end(DeviceList devices, String which) {
    List<SessionInfo> chosen = devices.chosen(which);
    if (chosen.isEmpty()) {
      view.notice(
          which.equals(DeviceList.OTHERS) ? "devices.no-others" : "devices.no-such",
          VisibleText.sentence(which));
    } else if (chosen.stream().anyMatch(SessionInfo::getCurrent)) {
      view.notice("devices.own");
    } else {
      view.confirm(question(chosen, which), () -> end(chosen), () -> {});
    }
  }

  private String question(List<SessionInfo> chosen, String which) {
    SessionInfo first = chosen.getFirst();
    return which.equals(DeviceList.OTHERS)
        ? view.text("devices.ask-others", chosen.size())
        : view.text(
            "devices.ask",
            DeviceList.name(first, view.texts()),
            DeviceList.time(first.getCreateTime()));
  }

  private void end(List<SessionInfo> chosen) {
    view.connection()
        .callServer(
            server -> {
              server.sessions(account.token()).end(chosen);
              return chosen.size();
            },
            count -> view.notice("devices.ended", count),
            view::failed);
  }
}
