package gochat.client.v1;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Cursor;
import gochat.v1.FollowFrom;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where the rooms of a connection begin for which the client has no cursor.
class StartParametersTest {
  private static FollowFrom from(StartParameters parameters) {
    return parameters.follow(List.of(Cursor.newBuilder().setRoom("lobby").build())).getFrom();
  }

  @Test
  void aChatThatStoresCursorsBeginsWhereItsUserJoined() {
    StartParameters parameters =
        new StartParameters(Options.DEFAULT.withCursors(CursorStore.inMemory()));

    assertThat(from(parameters)).isEqualTo(FollowFrom.FOLLOW_FROM_JOINED);
  }

  @Test
  void aChatThatStoresNoneBeginsAtTheEndUntilItKnowsItsRooms() {
    StartParameters parameters = new StartParameters(Options.DEFAULT);

    assertThat(from(parameters)).isEqualTo(FollowFrom.FOLLOW_FROM_END);
    parameters.caughtUp();
    assertThat(from(parameters)).isEqualTo(FollowFrom.FOLLOW_FROM_JOINED);
  }

  @Test
  void theWishOfAProgramHoldsForAllConnections() {
    StartParameters parameters =
        new StartParameters(Options.DEFAULT.withFrom(FollowFrom.FOLLOW_FROM_START));

    parameters.caughtUp();
    assertThat(from(parameters)).isEqualTo(FollowFrom.FOLLOW_FROM_START);
  }
}
