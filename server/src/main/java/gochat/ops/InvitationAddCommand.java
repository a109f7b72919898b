package gochat.ops;

import gochat.account.AuditLog.Actor;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.Invitations.Creation;
import gochat.account.UserKind;
import gochat.journal.RoomDirectory.Listing;
import gochat.limit.InvitationLimit;
import gochat.limit.Period;
import gochat.log.LogText;
import gochat.room.RoomKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes an invitation to register, and hands over its link.
@Command(name = "add")
final class InvitationAddCommand implements ServerCommand {
  @Option(names = "--uses", paramLabel = "N", descriptionKey = "admin.invitation.add.uses")
  private int uses = 1;

  @Option(
      names = "--valid-for",
      paramLabel = "TIME",
      descriptionKey = "admin.invitation.add.valid-for")
  private String validFor = "7d";

  @Option(names = "--administrator", descriptionKey = "admin.invitation.add.administrator")
  private boolean isForAdministrators;

  @Option(names = "--room", paramLabel = "ROOM", descriptionKey = "admin.invitation.add.room")
  private List<String> rooms = List.of();

  @Option(names = "--note", paramLabel = "TEXT", descriptionKey = "admin.invitation.add.note")
  private String note = "";

  @Override
  public String group() {
    return "invitation";
  }

  @Override
  public int run(LiveServer server, Caller caller) throws IOException {
    Messages messages = caller.messages();
    Optional<String> complaint = complaint(messages);
    if (complaint.isPresent()) {
      caller.err().println(complaint.get());
      return ExitCode.USAGE;
    }
    List<String> ids = new ArrayList<>();
    for (String typed : rooms) {
      Optional<Listing> room =
          TypedRoom.find(server.store(), typed).filter(found -> found.kind() == RoomKind.PUBLIC);
      if (room.isEmpty()) {
        caller.err().println(messages.get("admin.invitation.no-room", LogText.visible(typed)));
        return ExitCode.USAGE;
      }
      ids.add(room.get().room().value());
    }
    UserKind kind = isForAdministrators ? UserKind.ADMINISTRATOR : UserKind.ACCOUNT;
    return switch (server
        .identities()
        .invitations()
        .create(
            Actor.OPERATOR,
            new Terms(kind, uses, ids, note),
            Duration.ofMillis(Period.parse(validFor).ms()))) {
      case Creation.Created(Invitation invitation, String code) -> {
        handOver(invitation, code, server, caller);
        yield ExitCode.OK;
      }
      case Creation.Refused(var refusal) -> {
        caller.err().println(LogText.visible(refusal.sentence()));
        yield ExitCode.FAILED;
      }
    };
  }

  private Optional<String> complaint(Messages messages) {
    int usesMax = InvitationLimit.USES.standardInt();
    if (uses < 1 || uses > usesMax) {
      return Optional.of(
          messages.get(
              "admin.invitation.add.bad-uses", String.valueOf(uses), String.valueOf(usesMax)));
    }
    if (!Period.isValid(validFor)
        || Period.parse(validFor).ms() > InvitationLimit.LIFE.standard()) {
      return Optional.of(messages.get("admin.invitation.add.bad-time", LogText.visible(validFor)));
    }
    if (rooms.size() > InvitationLimit.ROOMS.standardInt()) {
      return Optional.of(
          messages.get(
              "admin.invitation.add.bad-rooms",
              String.valueOf(rooms.size()),
              InvitationLimit.ROOMS.standardInt()));
    }
    if (note.codePointCount(0, note.length()) > InvitationLimit.NOTE.standardInt()) {
      return Optional.of(
          messages.get("admin.invitation.add.bad-note", InvitationLimit.NOTE.standardInt()));
    }
    return Optional.empty();
  }

  private static void handOver(Invitation invitation, String code, LiveServer server, Caller caller)
      throws IOException {
    boolean isHanded = false;
    try {
      CodeLink link = CodeLink.prepare("invite", code, "invitation", server, caller);
      isHanded = true;
      caller
          .out()
          .println(
              caller
                  .messages()
                  .get(
                      "admin.invitation.add.done" + link.secret().keyEnd(),
                      invitation.id(),
                      link.secret().shown()));
      link.qr().ifPresent(caller.out()::println);
    } finally {
      if (!isHanded) {
        boolean _ = server.identities().invitations().revoke(Actor.OPERATOR, invitation.id());
      }
    }
  }
}
