package gochat.terminal.command;

import gochat.terminal.markup.KnownNames;
import gochat.terminal.markup.Mention;
import org.jspecify.annotations.Nullable;

/// A line that begins with `@name`, for that person alone.
///
/// @param name where the line goes; empty while nothing but `@` is there
/// @param text what is said, without what parts it from the name
/// @param isSure false when only knowing the name told it from what follows, as in `@张三你好`: then
///   whoever sends it is asked
public record PrivateLine(String name, String text, boolean isSure) {
  /// Behind a name they only say that somebody is spoken to.
  private static final String ADDRESS_MARKS = ",:;，：；、";

  /// @param line as it was typed
  /// @return null for a line to everybody
  public static @Nullable PrivateLine parse(String line, KnownNames known) {
    if (!line.startsWith("@") && !line.startsWith("＠")) {
      return null;
    }
    Mention mention = Mention.leading(line, known);
    if (mention == null) {
      return new PrivateLine("", said(line.substring(1)), true);
    }
    Mention byItself = Mention.leading(line, KnownNames.NONE);
    boolean isSure = byItself == null || mention.end() >= byItself.end();
    return new PrivateLine(mention.name(), said(line.substring(mention.end())), isSure);
  }

  /// One blank behind the name, or behind a mark that follows it, belongs to neither.
  private static String said(String behind) {
    String text = behind;
    if (!text.isEmpty() && ADDRESS_MARKS.indexOf(text.charAt(0)) >= 0) {
      text = text.substring(1);
    }
    return !text.isEmpty() && Character.isWhitespace(text.charAt(0)) ? text.substring(1) : text;
  }
}
