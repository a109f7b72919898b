package gochat.terminal;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// What the client says, in the user's language: Chinese or else English.
final class Texts {
  private final ResourceBundle bundle;

  Texts(Locale locale) {
    bundle =
        ResourceBundle.getBundle(
            "gochat.terminal.texts",
            locale,
            // English for everybody else, not the language of the machine.
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// @param posixLocale a value like `zh_CN.UTF-8` from the environment; the start script passes
  ///   the user's here because it may have to set another one for the JVM; null or empty: the JVM's
  ///   own
  static Texts forLocale(@Nullable String posixLocale) {
    if (posixLocale == null || posixLocale.isEmpty()) {
      return new Texts(Locale.getDefault(Locale.Category.DISPLAY));
    }
    String tag = posixLocale.replaceFirst("[.@].*", "").replace('_', '-');
    return new Texts(Locale.forLanguageTag(tag));
  }

  ResourceBundle bundle() {
    return bundle;
  }

  String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
  }
}
