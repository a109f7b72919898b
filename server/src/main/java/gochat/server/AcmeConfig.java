package gochat.server;

import gochat.acme.AcmeSettings;
import gochat.store.Durability;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The order of a certificate, for [Config.Tls.Source#ACME].
///
/// @param domains the names of the certificate, separated by commas
/// @param email addresses to which the authority may write, separated by commas
/// @param directory the URL of the authority's directory
/// @param ca an absolute path, null for the authorities that Java trusts
public record AcmeConfig(
    String domains, String email, Config.Switch termsAgreed, String directory, @Nullable Path ca) {
  private static final Pattern HTTPS_URL = Pattern.compile("https://[\\w.:\\[\\]-]+/[\\w./~%-]*");

  public AcmeConfig {
    Setting.ACME_DOMAINS.check(domains);
    Setting.ACME_EMAIL.check(email);
    if (!HTTPS_URL.matcher(directory).matches()) {
      throw new ConfigException(Setting.ACME_DIRECTORY.refusal(directory));
    }
  }

  /// @throws ConfigException if these settings don't go with the others
  void check(Config.Tls.Source source, Config.OptionalPort webPort, Durability durability) {
    if (source != Config.Tls.Source.ACME) {
      if (!names().isEmpty()) {
        throw new ConfigException(
            "acme.domains: given, while tls is "
                + Setting.Accepted.Choice.word(source)
                + " (expected: tls acme)");
      }
    } else if (names().isEmpty()) {
      throw new ConfigException(
          "acme.domains: missing, while tls is acme (expected: "
              + Setting.Accepted.Listed.DOMAINS.expectation()
              + ")");
    } else if (termsAgreed == Config.Switch.OFF) {
      throw new ConfigException(
          "acme.terms-agreed: off, while tls is acme (expected: on, once you have read the"
              + " authority's terms of service and agree to them)");
    } else if (webPort instanceof Config.OptionalPort.Off) {
      throw new ConfigException(
          "web-port: off, while tls is acme (expected: a port, to which the authority's requests"
              + " come)");
    } else if (durability == Durability.MEMORY) {
      throw new ConfigException(
          "durability: memory, while tls is acme (expected: sync | async, because the certificate"
              + " is kept in the data directory)");
    }
  }

  /// The domains, in lower case.
  List<String> names() {
    return Setting.Accepted.Listed.split(domains.toLowerCase(Locale.ROOT)).toList();
  }

  AcmeSettings settings() {
    return new AcmeSettings(
        URI.create(directory), ca, names(), Setting.Accepted.Listed.split(email).toList());
  }
}
