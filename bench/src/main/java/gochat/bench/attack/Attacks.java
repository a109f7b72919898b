package gochat.bench.attack;

import java.util.List;

/// All attacks.
public final class Attacks {
  public static final List<Attack> ALL =
      List.of(
          new RapidResets(),
          new ProvokedResets(),
          new StreamFlood(),
          new ManyStreams(),
          new ContinuationFlood(),
          new PingFlood(),
          new UnreadPings(),
          new UnsolicitedAcks(),
          new SettingsFlood(),
          new PriorityFlood(),
          new WindowUpdateFlood(),
          new UnknownFrames(),
          new EmptyData(),
          new ZeroWindows(),
          new HeaderBomb(),
          new HpackBomb(),
          new SlowPrefaces(),
          new SlowHeaders(),
          new SlowBodies(),
          new HalfHandshakes(),
          new GzipBomb(),
          new UnreadStreams(),
          new UnreadPages(),
          new EndlessHead(),
          new EndlessChunks(),
          new TinyChunks(),
          new DeepJson(),
          new DeepJsonText(),
          new EndlessText(),
          new EmptyFragments(),
          new WebSocketPings(),
          new UnreadWebSocketPings(),
          new GuestFlood(),
          new GuessedPasswords(),
          new RoomFlood(),
          new MembershipFlood(),
          new WhisperFlood(),
          new MessageFlood(),
          new ReactionFlood(),
          new PresenceFlood(),
          new TypingFlood());

  private Attacks() {}
}
