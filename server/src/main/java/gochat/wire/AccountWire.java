package gochat.wire;

import gochat.account.Account;
import gochat.account.Registration;
import gochat.account.SignInOutcome;
import gochat.account.TokenInfo;
import gochat.v1.ServerAccount;
import gochat.v1.SessionInfo;
import gochat.v1.SignedIn;

/// Maps registration and sign-ins to the v1 API.
public final class AccountWire {
  private AccountWire() {}

  public static SignedIn of(SignInOutcome.SignedIn signedIn) {
    SignedIn.Builder shown =
        SignedIn.newBuilder()
            .setToken(signedIn.token())
            .setUser(UserWire.of(signedIn.identity().user()))
            .setSessionId(signedIn.identity().tokenId().toString())
            .setDeviceToken(signedIn.deviceToken());
    if (signedIn.resetUsedMs() > 0) {
      shown.setPasswordResetTime(TimeWire.of(signedIn.resetUsedMs()));
    }
    return shown.build();
  }

  public static gochat.v1.Registration of(Registration registration) {
    return switch (registration) {
      case OPEN -> gochat.v1.Registration.REGISTRATION_OPEN;
      case INVITE -> gochat.v1.Registration.REGISTRATION_INVITE;
      case OFF -> gochat.v1.Registration.REGISTRATION_OFF;
    };
  }

  public static ServerAccount of(Account account) {
    ServerAccount.Builder shown =
        ServerAccount.newBuilder()
            .setUser(UserWire.of(account.user()))
            .setCreateTime(TimeWire.of(account.createdMs()))
            .setSessions(account.sessions())
            .setDisabled(account.isDisabled());
    if (account.sessions() > 0) {
      shown.setLastUseTime(TimeWire.of(account.lastUsedMs()));
    }
    if (account.eraseMs() > 0) {
      shown.setEraseTime(TimeWire.of(account.eraseMs()));
    }
    return shown.build();
  }

  /// @param isCurrent whether the caller uses this token
  public static SessionInfo of(TokenInfo token, boolean isCurrent) {
    SessionInfo.Builder session =
        SessionInfo.newBuilder()
            .setSessionId(token.id().toString())
            .setLabel(token.label())
            .setAddress(token.address())
            .setCreateTime(TimeWire.of(token.createdMs()))
            .setLastUseTime(TimeWire.of(token.lastUsedMs()))
            .setCurrent(isCurrent);
    if (token.expiresMs() != Long.MAX_VALUE) {
      session.setExpireTime(TimeWire.of(token.expiresMs()));
    }
    return session.build();
  }
}
