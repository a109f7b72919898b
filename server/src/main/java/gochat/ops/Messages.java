package gochat.ops;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/// The server's messages to its operator, in the operator's language.
public final class Messages {
  private final ResourceBundle bundle;

  private Messages(Locale locale) {
    bundle =
        ResourceBundle.getBundle(
            "gochat.ops.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// Messages in the language of `GOCHAT_LANG`, where the start script keeps the user's locale
  /// (`zh_CN.UTF-8`), because it may have to change the locale for Java; without it, in Java's
  /// language.
  public static Messages of(Map<String, String> environment) {
    return of(environment.getOrDefault("GOCHAT_LANG", ""));
  }

  /// @param language as in `GOCHAT_LANG`
  static Messages of(String language) {
    return new Messages(
        language.isBlank() ? Locale.getDefault() : Locale.of(language.split("[_.@-]", 2)[0]));
  }

  public String get(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
  }

  /// The keys of all messages.
  Set<String> keys() {
    return bundle.keySet();
  }
}
