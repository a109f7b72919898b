package gochat.api;

import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import gochat.account.Invitation;
import gochat.account.Invitation.Terms;
import gochat.account.Invitations;
import gochat.account.Invitations.Creation;
import gochat.account.UserKind;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.RefusalKind;
import gochat.journal.RoomDirectory;
import gochat.limit.InvitationLimit;
import gochat.room.RoomKind;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.CreateInvitationRequest;
import gochat.v1.InvitationCreated;
import gochat.v1.InvitationPage;
import gochat.v1.InvitationRevoked;
import gochat.v1.ListInvitationsRequest;
import gochat.v1.RevokeInvitationRequest;
import gochat.wire.InvitationWire;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// The calls of `AdminService` on invitations.
final class AdminCalls {
  private static final int PAGE_MAX = InvitationLimit.OF_PAGE.standardInt();
  private static final long LIFE_MS_MIN = 60_000;
  private static final Duration USUAL_LIFE = Duration.ofDays(7);

  /// The last invitation of the page before.
  private static final PageToken<CreationPlace> INVITATIONS =
      new PageToken<>("invitations", CreationPlace::parse);

  private final Invitations invitations;
  private final RoomFinder rooms;
  private final RoomDirectory directory;

  AdminCalls(Invitations invitations, RoomFinder rooms, RoomDirectory directory) {
    this.invitations = invitations;
    this.rooms = rooms;
    this.directory = directory;
  }

  List<Call<?, ?>> all() {
    return List.of(
        forAdministrators(AdminServiceGrpc.getCreateInvitationMethod(), this::createInvitation),
        forAdministrators(AdminServiceGrpc.getListInvitationsMethod(), this::listInvitations),
        forAdministrators(AdminServiceGrpc.getRevokeInvitationMethod(), this::revokeInvitation));
  }

  static <Q extends Message, R extends Message> Call<Q, R> forAdministrators(
      MethodDescriptor<Q, R> method, BiFunction<Caller, Q, Message> handler) {
    return Call.of(
        method,
        (caller, request) ->
            caller.user().kind() == UserKind.ADMINISTRATOR
                ? handler.apply(caller, request)
                : RefusalKind.ADMINISTRATOR_NEEDED.refusal(
                    "Only administrators of the server may do this."));
  }

  private Message createInvitation(Caller caller, CreateInvitationRequest request) {
    Arguments.atMost("rooms", request.getRoomsCount(), InvitationLimit.ROOMS.standardInt());
    List<String> roomIds =
        request.getRoomsList().stream().map(room -> publicRoom(caller, room)).distinct().toList();
    Terms terms =
        new Terms(kind(request), uses(request.getUsesMax()), roomIds, note(request.getNote()));
    return switch (invitations.create(caller.actor(), terms, life(request))) {
      case Creation.Created(Invitation invitation, String code) ->
          InvitationCreated.newBuilder()
              .setInvitation(InvitationWire.of(invitation))
              .setCode(code)
              .build();
      case Creation.Refused(var refusal) -> Rejections.toRefusal(refusal, request, "code");
    };
  }

  private static UserKind kind(CreateInvitationRequest request) {
    return switch (request.getKind()) {
      case USER_KIND_UNSPECIFIED, USER_KIND_ACCOUNT -> UserKind.ACCOUNT;
      case USER_KIND_ADMINISTRATOR -> UserKind.ADMINISTRATOR;
      case USER_KIND_GUEST, UNRECOGNIZED ->
          throw Failure.invalid(
              "kind",
              Arguments.shown(request.getKind(), request.getKindValue()),
              "USER_KIND_ACCOUNT or USER_KIND_ADMINISTRATOR");
    };
  }

  private static int uses(int asked) {
    int max = InvitationLimit.USES.standardInt();
    if (asked < 0 || asked > max) {
      throw Failure.invalid("uses_max", asked, "1..%d; 0 takes 1".formatted(max));
    }
    return asked == 0 ? 1 : asked;
  }

  private static String note(String asked) {
    int max = InvitationLimit.NOTE.standardInt();
    int length = asked.codePointCount(0, asked.length());
    if (length > max) {
      throw Failure.invalid("note", length + " characters", "at most " + max);
    }
    return asked;
  }

  private static Duration life(CreateInvitationRequest request) {
    if (!request.hasValidFor()) {
      return USUAL_LIFE;
    }
    var asked = request.getValidFor();
    if (!Durations.isValid(asked)
        || Durations.toMillis(asked) < LIFE_MS_MIN
        || Durations.toMillis(asked) > InvitationLimit.LIFE.standard()) {
      throw Failure.invalid(
          "valid_for", asked.getSeconds() + " s", "1 minute to 365 days; not set takes 7 days");
    }
    return Duration.ofMillis(Durations.toMillis(asked));
  }

  /// The id of a public room.
  private String publicRoom(Caller caller, String reference) {
    return rooms
        .find(caller.user(), reference)
        .flatMap(room -> directory.find(room, caller.id()))
        .filter(room -> room.kind() == RoomKind.PUBLIC)
        .map(room -> room.room().value())
        .orElseThrow(() -> Failures.noSuchRoom(reference));
  }

  private Message listInvitations(Caller caller, ListInvitationsRequest request) {
    int size = Arguments.pageSize(request.getPageSize(), PAGE_MAX, PAGE_MAX);
    Optional<CreationPlace> before = INVITATIONS.place(request.getPageToken());
    List<Invitation> rest =
        invitations.all().stream()
            .filter(invitation ->
                before.filter(place -> place.compareTo(place(invitation)) >= 0).isEmpty())
            .sorted(Comparator.comparing(AdminCalls::place))
            .toList();
    List<Invitation> shown = rest.subList(0, Math.min(size, rest.size()));
    InvitationPage.Builder page = InvitationPage.newBuilder();
    shown.forEach(invitation -> page.addInvitations(InvitationWire.of(invitation)));
    if (shown.size() < rest.size()) {
      page.setNextPageToken(INVITATIONS.of(place(shown.getLast())));
    }
    return page.build();
  }

  private static CreationPlace place(Invitation invitation) {
    return new CreationPlace(invitation.createdMs(), invitation.id());
  }

  private Message revokeInvitation(Caller caller, RevokeInvitationRequest request) {
    UUID id = Arguments.uuid("invitation_id", request.getInvitationId());
    if (!invitations.revoke(caller.actor(), id)) {
      throw Failure.of(
          Reason.INVITATION_NOT_FOUND,
          "There is no invitation \"%s\". ListInvitations has those that there are.".formatted(id));
    }
    return InvitationRevoked.getDefaultInstance();
  }
}
