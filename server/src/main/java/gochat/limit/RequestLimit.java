package gochat.limit;

import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;
import static gochat.limit.Terms.fixed;

/// Of what one request may ask for, and of what it makes others hear.
public enum RequestLimit implements Limit {
  START_ROOMS(
      fixed("stream.start-rooms-max", 1_000, Unit.COUNT)
          .per(Scope.REQUEST, refusal("INVALID_ARGUMENT", "The stream does not start."))),
  START_NAMES(
      fixed("stream.start-names-max", 100, Unit.COUNT)
          .per(
              Scope.REQUEST,
              refusal(
                  "INVALID_ARGUMENT", "The stream does not start; ids of rooms are not counted."))),
  USERS(
      fixed("request.users-max", 500, Unit.COUNT)
          .per(Scope.REQUEST, refusal("INVALID_ARGUMENT", "Nobody is watched or looked up."))),
  ROOMS_OF_PAGE(
      fixed("request.page-rooms-max", 500, Unit.COUNT)
          .per(Scope.REQUEST, refusal("INVALID_ARGUMENT", "Nothing is listed."))),
  MEMBERS_OF_PAGE(
      fixed("request.page-members-max", 500, Unit.COUNT)
          .per(Scope.REQUEST, refusal("INVALID_ARGUMENT", "Nothing is listed."))),
  ENTRIES_OF_PAGE(
      fixed("request.page-entries-max", 200, Unit.COUNT)
          .per(Scope.REQUEST, refusal("INVALID_ARGUMENT", "Nothing is read."))),
  TYPING_PAUSE(
      fixed("typing.pause-ms", 3_000, Unit.MILLISECONDS)
          .per(
              Scope.ACCOUNT,
              less("In between nobody is told again that somebody writes in a room."))),
  TYPING_LISTENERS(
      fixed("typing.listeners-max", 100, Unit.COUNT)
          .per(Scope.ROOM, less("In a fuller room nobody is told who writes.")));

  /// Of values only.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Terms terms;

  RequestLimit(Terms terms) {
    this.terms = terms;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
