package gochat.server;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/// What the server says to the person who starts it, in that person's language.
final class Messages {
  private final ResourceBundle bundle;

  private Messages(Locale locale) {
    bundle =
        ResourceBundle.getBundle(
            "gochat.server.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// In the language of `GOCHAT_LANG`, where the start script keeps the user's own (`zh_CN.UTF-8`)
  /// as it may have to change the locale for Java's sake; without it, in Java's.
  static Messages of(Map<String, String> environment) {
    String language = environment.getOrDefault("GOCHAT_LANG", "");
    return new Messages(
        language.isBlank() ? Locale.getDefault() : Locale.of(language.split("[_.@-]", 2)[0]));
  }

  String get(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
  }
}
