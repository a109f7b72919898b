package gochat.acme;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of a certificate: the names, and the authority.
///
/// @param directory the URL of the authority's directory
/// @param authorities a PEM file with the authorities that confirm the directory's own certificate,
///   null for those that Java trusts
/// @param domains the names of the certificate, at least one, in lower case
/// @param emails to which the authority may write
public record AcmeSettings(
    URI directory, @Nullable Path authorities, List<String> domains, List<String> emails) {
  public AcmeSettings {
    domains = List.copyOf(domains);
    emails = List.copyOf(emails);
  }
}
