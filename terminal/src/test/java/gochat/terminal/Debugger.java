package gochat.terminal;

import static java.util.Objects.requireNonNull;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import gochat.terminal.screen.InputLine;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the client fail as a fault of its own would: where a key is taken, nothing comes back.
final class Debugger implements AutoCloseable {
  /// Of a client that can be attached to.
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "JAVA_TOOL_OPTIONS",
          "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");

  private static final Pattern ADDRESS = Pattern.compile("dt_socket at address: ([0-9]+)");
  private static final int WAIT_MS = 20_000;

  private final VirtualMachine client;

  /// @param output of the client, which has told where it listens
  Debugger(String output) throws Exception {
    Matcher address = ADDRESS.matcher(output);
    if (!address.find()) {
      throw new AssertionError(output);
    }
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
    requireNonNull(arguments.get("port")).setValue(address.group(1));
    client = connector.attach(arguments);
    Method take =
        client.classesByName(InputLine.class.getName()).getFirst().methodsByName("take").getFirst();
    client.eventRequestManager().createBreakpointRequest(take.location()).enable();
  }

  /// Waits for a key that is pressed.
  void fail() throws Exception {
    while (true) {
      EventSet events = client.eventQueue().remove(WAIT_MS);
      if (events == null) {
        throw new AssertionError("no key was pressed");
      }
      if (events.eventIterator().next() instanceof BreakpointEvent pressed) {
        client.eventRequestManager().deleteAllBreakpoints();
        pressed.thread().forceEarlyReturn(null);
        events.resume();
        return;
      }
      events.resume();
    }
  }

  @Override
  public void close() {
    try {
      client.dispose();
    } catch (VMDisconnectedException _) {
      // The client has ended.
    }
  }
}
