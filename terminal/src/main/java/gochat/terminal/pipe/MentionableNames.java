package gochat.terminal.pipe;

import gochat.client.markup.KnownNames;
import gochat.client.markup.Markup;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.MemberPage;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names that a text for a room may mention: its members or, in the lobby, which has no list of
/// members, the authors of recent events. Requested once, when a text first mentions a name. An
/// unknown name still counts as a mention if it is a word.
final class MentionableNames {
  private static final int PAGE_MEMBERS = 500;
  private static final int PAGES_MAX = 4;
  private static final int RECENT_ENTRIES = 200;

  private final Room room;
  private final PipeChat chat;
  private @Nullable KnownNames known;

  MentionableNames(Room room, PipeChat chat) {
    this.room = room;
    this.chat = chat;
  }

  /// The names that a text mentions.
  List<String> mentionedIn(String text) throws InterruptedException {
    List<String> mentioned = Markup.mentions(text, KnownNames.NONE);
    return mentioned.isEmpty() ? mentioned : Markup.mentions(text, known());
  }

  private KnownNames known() throws InterruptedException {
    KnownNames found = known;
    if (found == null) {
      try {
        found = new KnownNames(names(isLobby() ? recentAuthors() : members()));
        known = found;
      } catch (Failure _) {
        // The message is sent without known names; the next one requests them again.
        return KnownNames.NONE;
      }
    }
    return found;
  }

  private boolean isLobby() {
    return room.getKind() == RoomKind.ROOM_KIND_LOBBY;
  }

  private List<User> recentAuthors() throws Failure, InterruptedException {
    var request =
        ListHistoryRequest.newBuilder().setRoom(room.getRoomId()).setPageSize(RECENT_ENTRIES);
    return chat.await(chat.requests().listHistory(request.build())).getEntriesList().stream()
        .map(entry -> entry.getEvent().getAuthor())
        .toList();
  }

  private List<User> members() throws Failure, InterruptedException {
    List<User> members = new ArrayList<>();
    var request =
        ListMembersRequest.newBuilder().setRoom(room.getRoomId()).setPageSize(PAGE_MEMBERS);
    for (int page = 0; page < PAGES_MAX; page++) {
      MemberPage answer = chat.await(chat.requests().listMembers(request.build()));
      answer.getMembersList().forEach(member -> members.add(member.getUser()));
      request.setPageToken(answer.getNextPageToken());
      if (answer.getNextPageToken().isEmpty()) {
        break;
      }
    }
    return members;
  }

  private static List<String> names(List<User> users) {
    return users.stream().map(User::getName).toList();
  }
}
