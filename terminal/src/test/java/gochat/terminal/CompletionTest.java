package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gochat.terminal.CommandRun.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script for completion, in a real shell.
class CompletionTest {
  @TempDir Path directory;
  private Path script;

  @BeforeEach
  void print() throws Exception {
    Result result = new CommandRun(directory).run("completion", "bash");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    script = Files.writeString(directory.resolve("client.bash"), result.out());
  }

  @ParameterizedTest
  @CsvSource({
    "client, se, send",
    "client, comp, completion",
    "client send, --st, --stdin",
    "client tail, --fol, --follow",
    "client export --format, j, jsonl",
    "client completion, z, zsh",
  })
  void theScriptCompletesTypedWords(String before, String typed, String completed)
      throws Exception {
    String count = Long.toString(1 + before.chars().filter(c -> c == ' ').count());
    assertThat(
            bash(
                "source '%s'; COMP_WORDS=(%s %s); COMP_CWORD=%s; _complete_client 2>/dev/null;"
                        .formatted(script, before, typed, count)
                    + " echo \"${COMPREPLY[@]}\""))
        .isEqualTo(completed + "\n");
  }

  @Test
  void bothShellsTakeTheSameScript() throws Exception {
    assertThat(new CommandRun(directory).run("completion", "zsh").out())
        .isEqualTo(Files.readString(script))
        .contains("bashcompinit");
  }

  @Test
  void theLinterHasNothingToSay() throws Exception {
    assumeTrue(
        bash("command -v shellcheck || true").contains("shellcheck"),
        "needs shellcheck (Debian: shellcheck)");
    assertThat(bash("shellcheck '" + script + "'")).isEmpty();
  }

  private static String bash(String command) throws Exception {
    Process bash =
        new ProcessBuilder(List.of("bash", "-c", command)).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }
}
