package gochat.terminal.pipe;

import com.google.protobuf.Duration;
import gochat.client.v1.Administration;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.DeviceList;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.InvitationCreated;
import gochat.v1.ServerInvitation;
import gochat.v1.UserKind;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The invitations to a server in the hands of an administrator.
final class InvitationAdministration {
  private static final String USES = "--uses";
  private static final String VALID_FOR = "--valid-for";
  private static final String ROOM = "--room";
  private static final String NOTE = "--note";
  private static final String FOR_ADMINISTRATORS = "--administrator";

  private final Administration server;
  private final CommandContext context;

  InvitationAdministration(Administration server, CommandContext context) {
    this.server = server;
    this.context = context;
  }

  static void declare(CommandSpec spec, Texts texts) {
    Parameters.option(spec, USES, "N", texts.get("usage.admin.uses"));
    Parameters.option(spec, VALID_FOR, "TIME", texts.get("usage.admin.valid-for"));
    Parameters.options(spec, ROOM, "ROOM", texts.get("usage.admin.room"));
    Parameters.option(spec, NOTE, "TEXT", texts.get("usage.admin.note"));
    Parameters.flag(spec, FOR_ADMINISTRATORS, texts.get("usage.admin.administrator"));
  }

  void list(boolean isJson) throws IOException {
    for (ServerInvitation invitation : server.invitations()) {
      if (isJson) {
        context.output().json(invitation);
      } else {
        context.output().line(line(invitation, context.texts()));
      }
    }
  }

  /// Columns separated by one tab, for people and for `cut`.
  private static String line(ServerInvitation invitation, Texts texts) {
    boolean isForAdministrators = invitation.getKind() == UserKind.USER_KIND_ADMINISTRATOR;
    return String.join(
        "\t",
        invitation.getInvitationId(),
        texts.get(isForAdministrators ? "admin.administrator" : "admin.account"),
        invitation.getUses() + "/" + invitation.getUsesMax(),
        DeviceList.time(invitation.getExpireTime()),
        VisibleText.sentence(invitation.getNote()));
  }

  void add(ParseResult parsed) throws Failure, ProfileException, IOException {
    List<String> rooms = parsed.matchedOptionValue(ROOM, List.of());
    CreateInvitationRequest.Builder request =
        CreateInvitationRequest.newBuilder()
            .setUsesMax((int) Parameters.number(parsed, USES, 1, 1, Integer.MAX_VALUE, context))
            .addAllRooms(rooms.stream().map(InvitationAdministration::withSign).toList())
            .setNote(parsed.matchedOptionValue(NOTE, ""));
    String validFor = parsed.matchedOptionValue(VALID_FOR, "7d");
    java.time.Duration time =
        Since.age(validFor)
            .orElseThrow(() -> Parameters.wrong(VALID_FOR, validFor, "30m, 24h, 7d", context));
    request.setValidFor(Duration.newBuilder().setSeconds(time.toSeconds()));
    if (parsed.hasMatchedOption(FOR_ADMINISTRATORS)) {
      request.setKind(UserKind.USER_KIND_ADMINISTRATOR);
    }
    try (CodeLink link = CodeLink.prepare("invite", context)) {
      InvitationCreated created = server.createInvitation(request.build());
      String id = created.getInvitation().getInvitationId();
      String shown = link.handOver(created.getCode());
      context.output().line(context.texts().get(link.key("admin.invited"), id, shown));
    }
  }

  void revoke(String id) throws IOException {
    server.revokeInvitation(id);
    context.output().line(context.texts().get("admin.revoked", VisibleText.sentence(id)));
  }

  private static String withSign(String room) {
    return room.startsWith("#") ? room : "#" + room;
  }
}
