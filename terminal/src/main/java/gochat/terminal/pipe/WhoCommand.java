package gochat.terminal.pipe;

import com.google.protobuf.Message;
import gochat.client.v1.Chat;
import gochat.terminal.text.Texts;
import gochat.v1.Event;
import gochat.v1.GetPresenceRequest;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListMembersRequest;
import gochat.v1.Member;
import gochat.v1.MemberPage;
import gochat.v1.Presence;
import gochat.v1.Role;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the members of a room with their presence. The lobby has no list of members; there it
/// lists the authors of recent events and this user.
final class WhoCommand implements PipeCommand {
  private static final int PAGE_MEMBERS = 500;
  private static final int RECENT_ENTRIES = 200;

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM", "0..1", texts.get("usage.who.room"));
    Parameters.flag(spec, RoomsCommand.JSON, texts.get("usage.who.json"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    boolean isJson = parsed.hasMatchedOption(RoomsCommand.JSON);
    String typed = Objects.requireNonNullElse(Parameters.optional(parsed, 0), Chat.LOBBY);
    try (PipeChat chat = PipeChat.begin(context)) {
      Room room = Target.find(typed, chat);
      if (room.getKind() == RoomKind.ROOM_KIND_LOBBY) {
        print(recentAuthors(room, chat), isJson, chat, context);
        return;
      }
      ListMembersRequest.Builder request =
          ListMembersRequest.newBuilder().setRoom(room.getRoomId()).setPageSize(PAGE_MEMBERS);
      String next = "";
      do {
        MemberPage page =
            chat.await(chat.requests().listMembers(request.setPageToken(next).build()));
        print(page.getMembersList(), isJson, chat, context);
        next = page.getNextPageToken();
      } while (!next.isEmpty());
    }
  }

  private static List<Member> recentAuthors(Room lobby, PipeChat chat)
      throws Failure, InterruptedException {
    Map<String, Member> found = new LinkedHashMap<>();
    found.put(chat.self().getId(), member(chat.self()));
    List<HistoryEntry> entries =
        chat.await(
                chat.requests()
                    .listHistory(
                        ListHistoryRequest.newBuilder()
                            .setRoom(lobby.getRoomId())
                            .setPageSize(RECENT_ENTRIES)
                            .build()))
            .getEntriesList();
    for (HistoryEntry entry : entries) {
      Event event = entry.getEvent();
      if (event.hasAuthor()) {
        found.putIfAbsent(event.getAuthor().getId(), member(event.getAuthor()));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Member member(User user) {
    return Member.newBuilder().setUser(user).setRole(Role.ROLE_MEMBER).build();
  }

  private static void print(
      List<Member> members, boolean isJson, PipeChat chat, CommandContext context)
      throws Failure, IOException, InterruptedException {
    GetPresenceRequest request =
        GetPresenceRequest.newBuilder()
            .addAllUsers(members.stream().map(member -> member.getUser().getId()).toList())
            .build();
    Map<String, Presence> presences =
        chat.await(chat.requests().getPresence(request)).getPresencesList().stream()
            .collect(Collectors.toMap(Presence::getUserId, Function.identity(), (one, _) -> one));
    for (Member member : members) {
      Presence presence =
          presences.getOrDefault(member.getUser().getId(), Presence.getDefaultInstance());
      if (isJson) {
        var parts = new LinkedHashMap<String, Message>();
        parts.put("member", member);
        parts.put("presence", presence);
        context.output().jsonOf(parts);
      } else {
        context.output().line(line(member, presence, context));
      }
    }
  }

  private static String line(Member member, Presence presence, CommandContext context) {
    Texts texts = context.texts();
    return String.join(
        "\t",
        EventFormatter.name(member.getUser()),
        switch (presence.getAvailability()) {
          case AVAILABILITY_ONLINE -> texts.get("who.online");
          case AVAILABILITY_AWAY -> texts.get("who.away");
          case AVAILABILITY_OFFLINE, AVAILABILITY_UNSPECIFIED, UNRECOGNIZED ->
              texts.get("who.offline");
        },
        new EventFormatter(texts).role(member.getRole()));
  }
}
