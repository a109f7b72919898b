package gochat.terminal;

import gochat.client.Fingerprint;
import gochat.client.Security;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.profile.Profile.Encryption;
import gochat.terminal.text.Texts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options for TLS.
final class SecurityOptions {
  private static final String TLS = "--tls";
  private static final String CA = "--ca";
  private static final String FINGERPRINT = "--fingerprint";

  /// An option's value cannot be used; the message is for people.
  static final class Unusable extends Exception {
    private final ExitCode exitCode;

    private Unusable(ExitCode exitCode, String message) {
      super(message);
      this.exitCode = exitCode;
    }

    ExitCode exitCode() {
      return exitCode;
    }
  }

  private SecurityOptions() {}

  static void addTo(CommandSpec spec, Texts texts) {
    spec.addOption(
        OptionSpec.builder("-tls", TLS)
            .type(boolean.class)
            .description(texts.get("usage.tls"))
            .build());
    spec.addOption(
        OptionSpec.builder("-ca", CA)
            .paramLabel("FILE")
            .type(String.class)
            .description(texts.get("usage.ca"))
            .build());
    spec.addOption(
        OptionSpec.builder("-fingerprint", FINGERPRINT)
            .paramLabel("SHA256")
            .type(String.class)
            .description(texts.get("usage.fingerprint"))
            .build());
  }

  /// Whether the command line has any of these options.
  static boolean areGiven(ParseResult parsed) {
    return parsed.hasMatchedOption(TLS)
        || parsed.hasMatchedOption(CA)
        || parsed.hasMatchedOption(FINGERPRINT);
  }

  static Security read(ParseResult parsed, Texts texts) throws Unusable {
    String ca = parsed.matchedOptionValue(CA, null);
    String fingerprint = parsed.matchedOptionValue(FINGERPRINT, null);
    if (ca != null && fingerprint != null) {
      throw new Unusable(ExitCode.USAGE, texts.get("usage.ca-and-fingerprint"));
    }
    if (ca != null) {
      return authoritiesIn(ca, texts);
    }
    if (fingerprint != null) {
      return pinned(fingerprint, texts);
    }
    // Java's list of authorities takes a while to read.
    return parsed.matchedOptionValue(TLS, false)
        ? authoritiesOfJava(texts)
        : new Security.Plaintext();
  }

  static Security of(Encryption encryption, Texts texts) throws Unusable {
    return switch (encryption) {
      case Encryption.None _ -> new Security.Plaintext();
      case Encryption.Trusted _ -> authoritiesOfJava(texts);
      case Encryption.Authority(var file) -> authoritiesIn(file, texts);
      case Encryption.Pinned(var fingerprint) -> pinned(fingerprint, texts);
    };
  }

  private static Security authoritiesIn(String file, Texts texts) throws Unusable {
    try {
      return Security.authoritiesIn(Path.of(file));
    } catch (NoSuchFileException _) {
      throw new Unusable(ExitCode.FAILED, texts.get("ca.missing", file));
    } catch (IOException _) {
      throw new Unusable(ExitCode.FAILED, texts.get("ca.unreadable", file));
    } catch (GeneralSecurityException _) {
      throw new Unusable(ExitCode.FAILED, texts.get("ca.no-certificate", file));
    }
  }

  private static Security pinned(String fingerprint, Texts texts) throws Unusable {
    try {
      return new Security.Pinned(Fingerprint.parse(fingerprint));
    } catch (IllegalArgumentException _) {
      throw new Unusable(ExitCode.FAILED, texts.get("fingerprint.malformed", fingerprint));
    }
  }

  private static Security authoritiesOfJava(Texts texts) throws Unusable {
    try {
      return Security.authoritiesOfJava();
    } catch (GeneralSecurityException e) {
      throw new Unusable(
          ExitCode.FAILED, texts.get("tls.no-authorities", String.valueOf(e.getMessage())));
    }
  }
}
