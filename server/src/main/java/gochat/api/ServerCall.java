package gochat.api;

import com.google.protobuf.Message;
import gochat.account.Registration;
import gochat.limit.AccountLimit;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.RequestLimit;
import gochat.limit.RoomLimit;
import gochat.room.RoomCreation;
import gochat.v1.Feature;
import gochat.v1.Server;
import gochat.v1.ServerServiceGrpc;
import gochat.v1.SignInMethod;
import gochat.wire.AccountWire;
import gochat.wire.RoomWire;
import gochat.wire.TimeWire;
import java.time.InstantSource;

/// The call of `ServerService`: what this server is and offers.
final class ServerCall {
  /// Grows by one with every release that adds to the API.
  private static final int API_LEVEL = 1;

  private final Server server;
  private final ServerInfo info;
  private final InstantSource clock;

  ServerCall(
      Limits limits,
      RoomCreation roomCreation,
      Registration registration,
      boolean areGuestsAllowed,
      ServerInfo info,
      InstantSource clock) {
    this.info = info;
    this.clock = clock;
    Build build = Build.current();
    Server.Builder described =
        Server.newBuilder()
            .setVersion(build.version())
            .setBuild(build.commit())
            .setApiLevel(API_LEVEL)
            .setLimits(limits(limits))
            .setName(info.name())
            .setGreeting(info.greeting())
            .addSignInMethods(SignInMethod.SIGN_IN_METHOD_PASSWORD)
            .setRegistration(AccountWire.of(registration))
            .setRoomCreation(RoomWire.of(roomCreation));
    if (areGuestsAllowed) {
      described
          .addFeatures(Feature.FEATURE_GUESTS)
          .addSignInMethods(SignInMethod.SIGN_IN_METHOD_GUEST);
    }
    server =
        described.addFeatures(Feature.FEATURE_REACTIONS).addFeatures(Feature.FEATURE_PINS).build();
  }

  Call<?, ?> call() {
    return Call.entry(ServerServiceGrpc.getGetServerMethod(), (_, _) -> get());
  }

  private Message get() {
    return server.toBuilder().setTime(TimeWire.of(clock.millis())).setUrl(info.url().get()).build();
  }

  private static gochat.v1.Limits limits(Limits limits) {
    return gochat.v1.Limits.newBuilder()
        .setTextBytesMax(limits.of(MessageLimit.TEXT_BYTES))
        .setTopicBytesMax(limits.of(RoomLimit.TOPIC_BYTES))
        .setReactionBytesMax(limits.of(MessageLimit.REACTION_BYTES))
        .setNameCodePointsMax(limits.of(AccountLimit.NAME))
        .setMentionsMax(limits.of(MessageLimit.MENTIONS))
        .setPinsMax(limits.of(RoomLimit.PINS))
        .setPageEntriesMax(limits.of(RequestLimit.ENTRIES_OF_PAGE))
        .setPageRoomsMax(limits.of(RequestLimit.ROOMS_OF_PAGE))
        .setPageMembersMax(limits.of(RequestLimit.MEMBERS_OF_PAGE))
        .setUsersMax(limits.of(RequestLimit.USERS))
        .setRoomsOfStreamMax(limits.of(RequestLimit.START_ROOMS))
        .build();
  }
}
