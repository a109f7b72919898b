package gochat.ops;

import gochat.journal.JournalException;
import gochat.log.LogText;
import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Verifies the data of a server, which may run, or a copy of it.
@Command(name = "verify")
final class VerifyCommand implements DataCommand {
  @Parameters(arity = "0..1", paramLabel = "SOURCE", descriptionKey = "admin.verify.source")
  private @Nullable Path source;

  @Option(names = "--json", descriptionKey = "admin.verify.json")
  private boolean isJson;

  @Override
  public Optional<Path> source() {
    return Optional.ofNullable(source);
  }

  @Override
  public int run(ServerData data, Caller caller) throws IOException {
    VerifyReport report = new VerifyReport(caller.out(), isJson, data.directory().toString());
    long start = System.nanoTime();
    try {
      report.verified(
          data.verify(caller::pause, report), Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException | StoreException | JournalException e) {
      if (report.isSound()) {
        throw e;
      }
      // The defects are the reason.
      caller.err().println(LogText.visible(String.valueOf(e.getMessage())));
    }
    report.end();
    if (!isJson) {
      String verdict = report.isSound() ? "admin.verify.sound" : "admin.verify.damaged";
      caller.out().println(caller.messages().get(verdict));
    }
    return report.isSound() ? ExitCode.OK : ExitCode.DAMAGED;
  }
}
