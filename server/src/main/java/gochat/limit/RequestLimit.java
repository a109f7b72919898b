package gochat.limit;

import static gochat.limit.Beyond.close;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Of what one request may ask for, and of what it makes others hear.
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
          refusal("INVALID_ARGUMENT", "The stream does not start; ids of rooms are not counted."));
  public static final Limit USERS =
      Limit.of(
          "request.users-max",
          500,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("INVALID_ARGUMENT", "Nobody is watched or looked up."));
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
          less("In between nobody is told again that somebody writes in a room."));
  public static final Limit TYPING_LISTENERS =
      Limit.of(
          "typing.listeners-max",
          100,
          Unit.COUNT,
          Scope.ROOM,
          less("In a fuller room nobody is told who writes."));

  /// Also holds a text that is too long but not by much: that one is refused by name.
  public static final Limit BESIDE_TEXT_BYTES =
      Limit.of(
          "request.beside-text-bytes-max",
          65_536,
          Unit.BYTES,
          Scope.REQUEST,
          refusal(
              "RESOURCE_EXHAUSTED",
              "So much longer than `message.bytes-max` a request or a frame may be, over HTTP than"
                  + " six times that; over WebSockets it ends with 1009."));

  public static final Limit PAGE_BYTES =
      Limit.of(
          "request.page-bytes-max",
          524_288,
          Unit.BYTES,
          Scope.REQUEST,
          less("A page of messages ends there, but has one at least."));
  public static final Limit OWN_ROOMS =
      Limit.of(
          "request.own-rooms-max",
          2_000,
          Unit.COUNT,
          Scope.REQUEST,
          less("A client that asks for no page gets so many of its own rooms."));

  public static final Limit ROOMS_AT_ONCE =
      Limit.of(
          "stream.start-rooms-at-once",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          less("A user's rooms are read so many at a time, as long as the stream is there."));
  public static final Limit SKIPPED_BYTES =
      Limit.of(
          "request.skipped-bytes-max",
          4_194_304,
          Unit.BYTES,
          Scope.MESSAGE,
          close(
              "RESOURCE_EXHAUSTED",
              "On the gRPC port: a message that is too long, but not longer than this, is skipped"
                  + " and its stream goes on."));
  public static final Limit DISCARDED_BYTES =
      Limit.of(
          "request.discarded-bytes-max",
          1_048_576,
          Unit.BYTES,
          Scope.REQUEST,
          close("CANCEL", "On the gRPC port: what still comes of a request that was refused."));

  public static final Limit SKIPPED_NAME_BYTES =
      Limit.of(
          "request.skipped-name-bytes-max",
          1_024,
          Unit.BYTES,
          Scope.MESSAGE,
          less("Of the name in a message that is skipped so much is kept; no name is as long."));
  public static final Limit ROOMS_OF_NAME =
      Limit.of(
          "request.rooms-of-name-max",
          10,
          Unit.COUNT,
          Scope.REQUEST,
          less("The refusal of a `#name` that several rooms have names so many."));
  public static final Limit QUOTED_TEXT =
      Limit.of(
          "request.quoted-max",
          40,
          Unit.CODE_POINTS,
          Scope.REQUEST,
          less("A sentence that refuses a value quotes so much of it."));

  private RequestLimit() {}
}
