package gochat.terminal.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The client's texts in the user's language: Chinese, or else English.
public final class Texts {
  private static final String COMMON = "texts";

  private final Locale locale;
  private final ResourceBundle bundle;

  public Texts(Locale locale) {
    this(COMMON, locale);
  }

  private Texts(String name, Locale locale) {
    this.locale = locale;
    bundle =
        ResourceBundle.getBundle(
            "gochat.terminal." + name,
            locale,
            // English for all other languages, not the language of the machine.
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /// @param posixLocale a value like `zh_CN.UTF-8` from the environment; the start script passes
  ///   the user's here because it may have to set another one for the JVM; null or empty: the JVM's
  ///   own
  public static Texts forLocale(@Nullable String posixLocale) {
    if (posixLocale == null || posixLocale.isEmpty()) {
      return new Texts(Locale.getDefault(Locale.Category.DISPLAY));
    }
    String tag = posixLocale.replaceFirst("[.@].*", "").replace('_', '-');
    return new Texts(Locale.forLanguageTag(tag));
  }

  /// The texts of one part of the program, in the same language.
  ///
  /// @param name of the files that hold them
  public Texts of(String name) {
    return new Texts(name, locale);
  }

  /// The texts of all parts, in the same language.
  public Texts common() {
    return of(COMMON);
  }

  public Locale locale() {
    return locale;
  }

  public ResourceBundle bundle() {
    return bundle;
  }

  public String get(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(values);
  }
}
