package gochat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.limit.LimitTable.Holds;
import gochat.v1.CreateRoomRequest;
import gochat.v1.CreateRoomResponse;
import gochat.v1.RefusalReason;
import gochat.v1.RoomKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The names of rooms: when they are accepted, and which room a name means.
class RoomNamesTest {
  private final ApiWorld world = new ApiWorld();
  private final Caller alice = world.account("alice");
  private final Caller bob = world.account("bob");

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theCreatorOwnsARoomAndFindsItByIdAndByItsNameInAnyCase() {
    String id = world.room(alice, "Général", RoomKind.ROOM_KIND_PUBLIC);

    assertThat(world.getRoom(alice, id).getMembership().getRole().name()).isEqualTo("ROLE_OWNER");
    assertThat(world.getRoom(bob, "#GÉNÉRAL").getRoomId()).isEqualTo(id);
    assertThat(world.getRoom(bob, "#Général").getName()).isEqualTo("Général");
  }

  @ParameterizedTest
  @CsvSource({"#news, \"#\"", "two words, a blank", "'', empty", "lobby, reserved"})
  void aRoomIsNamedLikeAUser(String name, String told) {
    Status failure = world.failure(alice, Requests.create(name, RoomKind.ROOM_KIND_PUBLIC));

    assertThat(failure.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
    assertThat(ApiWorld.field(failure)).isEqualTo("name");
    assertThat(failure.getMessage()).contains(told);
  }

  @Test
  void theNameOfAPublicRoomIsTakenOnce() {
    world.room(alice, "news", RoomKind.ROOM_KIND_PUBLIC);

    CreateRoomResponse second =
        world.ask(
            bob, Requests.create("NEWS", RoomKind.ROOM_KIND_PUBLIC), CreateRoomResponse.class);

    assertThat(second.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
    assertThat(second.getRefusal().getSentence()).contains("Choose another");
  }

  @Test
  void publicRoomsDoNotLookAlike() {
    world.room(alice, "home", RoomKind.ROOM_KIND_PUBLIC);
    CreateRoomRequest cyrillic = Requests.create("h\u043eme", RoomKind.ROOM_KIND_PUBLIC);

    CreateRoomResponse second = world.ask(bob, cyrillic, CreateRoomResponse.class);

    assertThat(second.getRefusal().getReason()).isEqualTo(RefusalReason.REFUSAL_REASON_NAME_TAKEN);
    assertThat(second.getRefusal().getSentence()).contains("looks like it");
    world.room(bob, "h\u043eme", RoomKind.ROOM_KIND_PRIVATE);
  }

  @Test
  void aPrivateRoomLooksLikeAMissingOneInEveryCallOfOthers() {
    String hidden = world.room(alice, "hidden", RoomKind.ROOM_KIND_PRIVATE);
    String missing = "123e4567-e89b-42d3-a456-426614174000";

    for (Message asked : Requests.ofRoom("ROOM")) {
      Status ofHidden = world.failure(bob, Requests.with(asked, hidden));
      Status ofMissing = world.failure(bob, Requests.with(asked, missing));

      assertThat(ofHidden.getCode()).isEqualTo(Code.NOT_FOUND.getNumber());
      assertThat(ofHidden.toString().replace(hidden, "ROOM"))
          .isEqualTo(ofMissing.toString().replace(missing, "ROOM"));
    }
    assertThat(world.failure(bob, Requests.get("#hidden")).toString().replace("#hidden", "ROOM"))
        .isEqualTo(
            world.failure(bob, Requests.get("#missing")).toString().replace("#missing", "ROOM"));
  }

  @Test
  void aNameMeansARoomOfOnesOwnAndWithoutOneThePublicRoom() {
    String own = world.room(alice, "plans", RoomKind.ROOM_KIND_PRIVATE);
    assertThat(world.getRoom(alice, "#plans").getRoomId()).isEqualTo(own);

    String open = world.room(bob, "plans", RoomKind.ROOM_KIND_PUBLIC);
    assertThat(world.getRoom(alice, "#plans").getRoomId()).isEqualTo(own);
    assertThat(world.getRoom(world.account("carol"), "#plans").getRoomId()).isEqualTo(open);
  }

  @Test
  @Holds("request.rooms-of-name-max")
  void aNameOfSeveralRoomsOfOnesOwnIsRefusedWithTheirIdsAndNothingIsDone() {
    String own = world.room(alice, "deploy", RoomKind.ROOM_KIND_PRIVATE);
    String trap = world.room(bob, "deploy", RoomKind.ROOM_KIND_PUBLIC);
    world.ask(bob, Requests.invite(trap, "alice"));

    for (Message asked : Requests.ofRoom("#deploy")) {
      Status failure = world.failure(alice, asked);

      assertThat(failure.getCode()).isEqualTo(Code.INVALID_ARGUMENT.getNumber());
      assertThat(ApiWorld.reason(failure)).isEqualTo("ROOM_AMBIGUOUS");
      assertThat(failure.getMessage())
          .contains("\"#deploy\"", own + " (private, yours)", trap + " (public, yours)");
    }
    assertThat(world.head(own)).isEqualTo(1);
    assertThat(world.head(trap)).isEqualTo(2);
  }

  @Test
  void aRoomOfOnesOwnDoesNotHideThePublicRoomOfItsName() {
    String open = world.room(alice, "dev", RoomKind.ROOM_KIND_PUBLIC);
    String trap = world.room(bob, "dev", RoomKind.ROOM_KIND_PRIVATE);
    Caller carol = world.account("carol");
    world.ask(bob, Requests.invite(trap, "carol"));

    Status failure = world.failure(carol, Requests.join("#dev"));

    assertThat(failure.getMessage()).contains(open + " (public)", trap + " (private, yours)");
    world.ask(carol, Requests.join(open));
  }
}
