package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.ops.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// docs/settings.md in both languages, which is made from [Setting].
class SettingTableTest {
  enum Page {
    ENGLISH(
        "en",
        "../docs/settings.md",
        """
        # Settings

        Each setting is a flag (`--shard-inbox-max 8192`), a variable (`GOCHAT_SHARD_INBOX_MAX=8192`) and a line of the file of
        `--config` (`[shard]` and below it `inbox-max = 8192`). A flag overrides a variable, a variable overrides the file.
        `bin/server --print-config` prints the settings in force as a file. The server reads its settings at its start.

        This page is made from `gochat.server.Setting`; a test compares them. [limits.md](limits.md) describes the settings
        that are limits, [operate.md](operate.md) the operation of a server.

        | key in the file | flag | default | accepted | |
        |---|---|---|---|---|
        """),
    CHINESE(
        "zh",
        "../docs/settings.zh-CN.md",
        """
        # 设置项

        每个设置项都可以用选项（`--shard-inbox-max 8192`）、环境变量（`GOCHAT_SHARD_INBOX_MAX=8192`）或 `--config` 所指文件中的一行
        （`[shard]` 之下的 `inbox-max = 8192`）给出。选项优先于环境变量，环境变量优先于文件。`bin/server --print-config` 以配置文件的格式打印生效的设置。
        服务器只在启动时读取设置。

        本页由 `gochat.server.Setting` 生成，并由测试核对。属于限额的设置项见 [limits.md](limits.md)，服务器的运维见 [operate.zh-CN.md](operate.zh-CN.md)。

        | 文件中的键 | 选项 | 默认值 | 可取的值 | 说明 |
        |---|---|---|---|---|
        """);

    private final String language;
    private final Path file;
    private final String head;

    Page(String language, String file, String head) {
      this.language = language;
      this.file = Path.of(file);
      this.head = head;
    }

    private String text() {
      Messages messages = Messages.of(Map.of("GOCHAT_LANG", language));
      return head
          + Arrays.stream(Setting.values())
              .map(setting -> row(setting, messages))
              .collect(Collectors.joining());
    }
  }

  private static String row(Setting setting, Messages messages) {
    String value = setting.defaultValue();
    return "| `%s` | `%s` | %s | %s | %s |\n"
        .formatted(
            setting.key(),
            setting.flag(),
            value.isEmpty() ? "" : "`" + value + "`",
            cell(setting.accepted().expectation()),
            cell(messages.get("setting." + setting.key())));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }

  /// With `-Dgochat.docs.write=true` it writes the pages instead.
  @ParameterizedTest
  @EnumSource
  void thePageInTheDocumentationIsMadeOfTheSettings(Page page) throws IOException {
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(page.file, page.text());
    }

    assertThat(page.file).hasContent(page.text());
  }
}
