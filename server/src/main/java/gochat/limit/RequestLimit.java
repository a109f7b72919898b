package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of one request, and of its effect on other users.
public final class RequestLimit {
  public static final Limit START_ROOMS =
      Limit.of(
          "stream.start-rooms-max",
          1_000,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "The stream does not start."));
  public static final Limit START_NAMES =
      Limit.of(
          "stream.start-names-max",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          refusal(
              "INVALID_ARGUMENT", "The stream does not start. Ids of rooms are not" + " counted."));
  public static final Limit USERS =
      Limit.of(
          "request.users-max",
          500,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "The request has no effect."));
  public static final Limit ROOMS_OF_PAGE =
      Limit.of(
          "request.page-rooms-max",
          500,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "Nothing is listed."));
  public static final Limit MEMBERS_OF_PAGE =
      Limit.of(
          "request.page-members-max",
          500,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "Nothing is listed."));
  public static final Limit ENTRIES_OF_PAGE =
      Limit.of(
          "request.page-entries-max",
          200,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "Nothing is read."));
  public static final Limit TYPING_PAUSE =
      Limit.of(
          "typing.pause-ms",
          3_000,
          Unit.MILLISECONDS,
          Scope.ACCOUNT,
          less("Further typing notices of a user in a room are dropped during this time."));
  public static final Limit TYPING_LISTENERS =
      Limit.of(
          "typing.listeners-max",
          100,
          Unit.COUNT,
          Scope.ROOM,
          less("In a room with more followers typing notices are dropped."));

  /// Leaves room for a text that is slightly too long, which is refused with its own reason.
  public static final Limit BESIDE_TEXT_BYTES =
      Limit.of(
          "request.beside-text-bytes-max",
          65_536,
          Unit.BYTES,
          Scope.REQUEST,
          refusal(
              "RESOURCE_EXHAUSTED",
              "A request or a frame may have `message.bytes-max` plus this amount, over HTTP"
                  + " six times `message.bytes-max` plus this amount, also decompressed; beyond it"
                  + " a WebSocket ends with 1009."));

  public static final Limit PAGE_BYTES =
      Limit.of(
          "request.page-bytes-max",
          524_288,
          Unit.BYTES,
          Scope.REQUEST,
          less("A page of messages ends there, but has at least one message."));
  public static final Limit OWN_ROOMS =
      Limit.of(
          "request.own-rooms-max",
          2_000,
          Unit.COUNT,
          Scope.REQUEST,
          less("A request without a page size gets this many of the user's rooms."));

  public static final Limit ROOMS_AT_ONCE =
      Limit.of(
          "stream.start-rooms-at-once",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          less("A stream's start reads the user's rooms in portions of this size."));
  public static final Limit SKIPPED_BYTES =
      Limit.of(
          "request.skipped-bytes-max",
          4_194_304,
          Unit.BYTES,
          Scope.MESSAGE,
          close(
              "RESOURCE_EXHAUSTED",
              "On the gRPC port: a message that is too long, but within this limit, is"
                  + " skipped, and its stream goes on."));
  public static final Limit DISCARDED_BYTES =
      Limit.of(
          "request.discarded-bytes-max",
          1_048_576,
          Unit.BYTES,
          Scope.REQUEST,
          close(
              "CANCEL",
              "On the gRPC port: counts the bytes of a request that arrive"
                  + " after its refusal."));

  public static final Limit SKIPPED_NAME_BYTES =
      Limit.of(
          "request.skipped-name-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.MESSAGE,
          less("Keeps this much of the name in a skipped message; valid names are shorter."));
  public static final Limit ROOMS_OF_NAME =
      Limit.of(
          "request.rooms-of-name-max",
          10,
          Unit.COUNT,
          Scope.REQUEST,
          less("The refusal of an ambiguous `#name` lists this many rooms."));
  public static final Limit QUOTED_TEXT =
      Limit.of(
          "request.quoted-max",
          40,
          Unit.CODE_POINTS,
          Scope.REQUEST,
          less("A refusal quotes this much of the refused value."));

  private RequestLimit() {}
}
