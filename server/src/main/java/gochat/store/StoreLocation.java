package gochat.store;

import org.jspecify.annotations.Nullable;

/// Where a store outside of the data directory is.
///
/// @param url without a password, so that it can be shown
/// @param password null for none
/// @param isInsecureAllowed whether the connection to another machine may be one that does not
///   verify it
public record StoreLocation(String url, @Nullable String password, boolean isInsecureAllowed) {
  /// Without the password.
  @Override
  public String toString() {
    return url;
  }
}
