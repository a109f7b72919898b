package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.MediaType;
import gochat.api.Build;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The web page: plain files in the resources, see docs/web.md. Its first file names all others;
/// other files are not served. A browser requests them at once, except those that are marked
/// `later`: modules import them when they need them. Read and compressed once in a process.
final class Page {
  private static final String FIRST = "index.html";

  /// The server's build has its place here: a page of another build than its server's reloads.
  private static final String BUILD = "{build}";

  private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(?<name>[^\"]+)\"");

  private static final List<PageFile> FILES = readAll();

  private Page() {}

  static List<PageFile> files() {
    return FILES;
  }

  private static List<PageFile> readAll() {
    String first = new String(read(FIRST), UTF_8).replace(BUILD, build());
    List<PageFile> files = new ArrayList<>();
    files.add(new PageFile("/", type(FIRST), first.getBytes(UTF_8)));
    NAMED
        .matcher(first)
        .results()
        .map(match -> match.group("name"))
        .distinct()
        .forEach(name -> files.add(new PageFile("/" + name, type(name), read(name))));
    return List.copyOf(files);
  }

  /// The version and the commit, as `GetServer` tells them.
  private static String build() {
    Build build = Build.current();
    return (build.version() + " " + build.commit()).strip();
  }

  private static byte[] read(String name) {
    try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the page has no file " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the page can't be read", e);
    }
  }

  private static MediaType type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> MediaType.HTML_UTF_8;
      case "css" -> MediaType.CSS_UTF_8;
      // RFC 9239.
      case "js" -> MediaType.parse("text/javascript; charset=utf-8");
      case "svg" -> MediaType.SVG_UTF_8;
      default -> throw new IllegalStateException("the page has a file of no known kind: " + name);
    };
  }
}
