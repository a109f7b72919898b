package gochat.terminal.pipe;

import gochat.client.v1.Endpoint;
import gochat.v1.GetPresenceRequest;
import gochat.v1.Presence;
import gochat.v1.PresenceServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Compares the server's clock with the local one. The server reports when a user was last seen,
/// and for a user who has just left this is the time of the server's clock.
final class ClockComparison {
  private static final long TIMEOUT_S = 10;

  private final String user;
  private final String token;
  private final InstantSource clock;
  private final Instant before;

  /// @param chat of the user; must be closed before [#skew]
  ClockComparison(PipeChat chat, InstantSource clock) {
    user = chat.self().getId();
    token = chat.token();
    this.clock = clock;
    before = clock.instant();
  }

  /// How far the server's clock is ahead, at least; called after the chat was closed.
  ///
  /// @return empty if the user is still connected on another device
  Optional<Duration> skew(Endpoint server) {
    GetPresenceRequest request = GetPresenceRequest.newBuilder().addUsers(user).build();
    List<Presence> presences =
        server
            .accounts(
                token,
                stub ->
                    PresenceServiceGrpc.newBlockingStub(stub.getChannel())
                        .withDeadlineAfter(TIMEOUT_S, TimeUnit.SECONDS)
                        .getPresence(request))
            .getList()
            .getPresencesList();
    Instant after = clock.instant();
    return presences.stream()
        .filter(Presence::hasLastSeenTime)
        .map(presence ->
            Instant.ofEpochSecond(
                presence.getLastSeenTime().getSeconds(), presence.getLastSeenTime().getNanos()))
        .map(seen -> outside(seen, after))
        .findFirst();
  }

  private Duration outside(Instant seen, Instant after) {
    if (seen.isBefore(before)) {
      return Duration.between(before, seen);
    }
    return seen.isAfter(after) ? Duration.between(after, seen) : Duration.ZERO;
  }
}
