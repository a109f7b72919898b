package gochat.terminal.pipe;

import gochat.terminal.profile.ProfileException;
import java.io.IOException;

/// A link of the page with a one-time code, which is handed to the user.
final class CodeLink implements AutoCloseable {
  private final String beginning;
  private final SecretOutput output;

  private CodeLink(String beginning, SecretOutput output) {
    this.beginning = beginning;
    this.output = output;
  }

  /// As [SecretOutput#prepare].
  ///
  /// @param use the place of the code in the page's address
  static CodeLink prepare(String use, CommandContext context) throws ProfileException {
    String url = context.setup().server().describe().getUrl();
    String beginning = url.isEmpty() ? "" : url + "/#/" + use + "/";
    return new CodeLink(beginning, SecretOutput.prepare(use, context));
  }

  /// As [SecretOutput#key].
  String key(String key) {
    return output.key(key);
  }

  /// @return the link, or the path of its file
  String handOver(String code) throws ProfileException {
    return output.handOver(beginning + code);
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
