package gochat.terminal.pipe;

import gochat.client.v1.Sessions;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.text.DeviceList;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.SessionInfo;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the devices on which the user is signed in, and ends sessions.
final class DevicesCommand implements PipeCommand {
  private static final String END = "end";

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, END, "0..1", texts.get("usage.devices.end"));
    Parameters.add(spec, "N|ID|others", "0..1", texts.get("usage.devices.which"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.json", "SessionInfo"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context) throws Failure, IOException {
    String action = Parameters.optional(parsed, 0);
    String which = Parameters.optional(parsed, 1);
    if (action != null && !action.equals(END)) {
      throw Parameters.wrong("devices", action, END, context);
    }
    if (action != null && which == null) {
      throw context.usage("devices.which");
    }
    Sessions sessions = context.setup().server().sessions(new TokenSource(context).accountToken());
    DeviceList devices = new DeviceList(sessions.list());
    if (which != null) {
      end(which, devices, sessions, context);
    } else {
      print(devices.sessions(), parsed.hasMatchedOption(RoomsCommand.JSON), context);
    }
  }

  private static void print(List<SessionInfo> sessions, boolean isJson, CommandContext context)
      throws IOException {
    for (int i = 0; i < sessions.size(); i++) {
      if (isJson) {
        context.output().json(sessions.get(i));
      } else {
        context.output().line(line(i + 1, sessions.get(i), context.texts()));
      }
    }
  }

  /// Columns separated by one tab, for people and for `cut`.
  private static String line(int number, SessionInfo session, Texts texts) {
    String address = DeviceList.address(session);
    return String.join(
        "\t",
        Integer.toString(number),
        DeviceList.name(session, texts),
        address.isEmpty() ? "-" : address,
        DeviceList.time(session.getCreateTime()),
        DeviceList.time(session.getLastUseTime()),
        session.getCurrent() ? texts.get("devices.this") : "-");
  }

  private static void end(
      String which, DeviceList devices, Sessions sessions, CommandContext context)
      throws Failure, IOException {
    List<SessionInfo> chosen = devices.chosen(which);
    Texts texts = context.texts();
    if (chosen.isEmpty() && !which.equals(DeviceList.OTHERS)) {
      throw new Failure(
          ExitCode.REFUSED, texts.get("devices.no-such", VisibleText.sentence(which)));
    }
    if (chosen.stream().anyMatch(SessionInfo::getCurrent)) {
      throw context.usage("devices.own");
    }
    sessions.end(chosen);
    for (SessionInfo session : chosen) {
      context
          .output()
          .line(
              texts.get(
                  "devices.ended",
                  DeviceList.name(session, texts),
                  DeviceList.time(session.getCreateTime())));
    }
  }
}
