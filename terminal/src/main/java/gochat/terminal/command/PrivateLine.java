package gochat.terminal.command;

import gochat.client.markup.KnownNames;
import gochat.client.markup.Mention;
import org.jspecify.annotations.Nullable;

/// A line that begins with `@name`: a private message.
///
/// @param name of the receiver; empty if the line is only `@`
/// @param text of the message, without the separator after the name
/// @param isSure false if only the list of known names shows where the name ends, as in `@张三你好`;
///   the client then asks the sender
public record PrivateLine(String name, String text, boolean isSure) {
  /// After a name these characters only address the receiver and belong to no text.
  private static final String ADDRESS_MARKS = ",:;，：；、";

  /// @param line as typed
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

  /// One blank after the name, or after its punctuation, belongs to neither.
  private static String said(String behind) {
    String text = behind;
    if (!text.isEmpty() && ADDRESS_MARKS.indexOf(text.charAt(0)) >= 0) {
      text = text.substring(1);
    }
    return !text.isEmpty() && Character.isWhitespace(text.charAt(0)) ? text.substring(1) : text;
  }
}
