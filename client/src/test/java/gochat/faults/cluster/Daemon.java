package gochat.faults.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program of this machine that runs until it is killed, with the processes that it starts.
record Daemon(Process process) {
  /// @param log gets what it prints
  static Daemon start(List<String> command, Path log) throws IOException {
    return new Daemon(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// `kill -9`. Those that it has started get the signal first, so that they don't go on for a
  /// moment.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var _ = process.destroyForcibly().onExit().join();
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    List<String> processes =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .map(each -> Long.toString(each.pid()))
            .toList();
    // A process that has just ended makes it fail.
    int _ =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + String.join(" ", processes))
            .start()
            .waitFor();
  }
}
