package gochat.terminal.screen;

import java.util.List;

/// Colours by their numbers in the 256-colour palette; a terminal with fewer gets the nearest.
///
/// @param names for users' names; empty: no colours
/// @param barText on `bar`, the background of the title and the status
/// @param barAccent for emphasis on `bar`
/// @param quiet for secondary text
/// @param attention for mentions and unread marks
record Palette(
    List<Integer> names,
    int barText,
    int bar,
    int barAccent,
    int quiet,
    int attention,
    int problem) {
  /// Readable on dark and light backgrounds.
  static final Palette AUTO =
      new Palette(
          List.of(
              29, 31, 33, 62, 64, 65, 67, 97, 98, 125, 127, 130, 132, 133, 161, 162, 166, 167, 168,
              172),
          255,
          24,
          153,
          244,
          166,
          160);

  static final Palette DARK =
      new Palette(
          List.of(
              75, 78, 80, 81, 108, 110, 111, 114, 117, 140, 141, 147, 150, 173, 174, 176, 180, 183,
              209, 216, 222),
          252,
          236,
          117,
          243,
          215,
          203);

  static final Palette LIGHT =
      new Palette(
          List.of(
              22, 23, 24, 25, 26, 28, 52, 53, 54, 55, 58, 60, 88, 89, 90, 91, 94, 96, 124, 125, 126,
              130),
          235,
          253,
          25,
          245,
          130,
          160);

  /// The eight colours that every terminal with colours has.
  static final Palette BASIC = new Palette(List.of(1, 2, 3, 4, 5, 6), 7, 4, 3, 7, 3, 1);

  static final Palette NONE = new Palette(List.of(), 0, 0, 0, 0, 0, 0);
}
