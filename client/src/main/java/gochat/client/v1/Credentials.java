package gochat.client.v1;

import io.grpc.Metadata;

/// How a call says whose it is (RFC 6750, section 2.1).
final class Credentials {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private Credentials() {}

  static Metadata metadata(String token) {
    Metadata metadata = new Metadata();
    metadata.put(AUTHORIZATION, "Bearer " + token);
    return metadata;
  }
}
