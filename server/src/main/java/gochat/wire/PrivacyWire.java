package gochat.wire;

import gochat.account.Audience;
import gochat.account.Privacy;
import gochat.v1.PrivacyState;
import java.util.Optional;

/// Maps the privacy of users to the v1 API.
public final class PrivacyWire {
  private PrivacyWire() {}

  public static gochat.v1.Privacy of(Privacy privacy) {
    return gochat.v1.Privacy.newBuilder()
        .setMessages(of(privacy.messages()))
        .setInvitations(of(privacy.invitations()))
        .build();
  }

  static PrivacyState state(Privacy privacy) {
    PrivacyState.Builder state = PrivacyState.newBuilder().setPrivacy(of(privacy));
    privacy.blocked().forEach(blocked -> state.addBlockedUserIds(blocked.user().toString()));
    return state.build();
  }

  private static gochat.v1.Audience of(Audience audience) {
    return switch (audience) {
      case EVERYBODY -> gochat.v1.Audience.AUDIENCE_EVERYBODY;
      case SHARED_ROOM -> gochat.v1.Audience.AUDIENCE_SHARED_ROOM;
      case NOBODY -> gochat.v1.Audience.AUDIENCE_NOBODY;
    };
  }

  /// @return empty for no audience, or one that this server does not know
  public static Optional<Audience> audience(gochat.v1.Audience asked) {
    return switch (asked) {
      case AUDIENCE_EVERYBODY -> Optional.of(Audience.EVERYBODY);
      case AUDIENCE_SHARED_ROOM -> Optional.of(Audience.SHARED_ROOM);
      case AUDIENCE_NOBODY -> Optional.of(Audience.NOBODY);
      case AUDIENCE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
