package gochat.client.markup;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// Random texts of parts that are hard for rules of texts: marks without a partner, brackets,
/// backslashes, fences, addresses, combining marks, controls of direction, very long words. The
/// tests of the web page use them too.
public final class HostileTexts {
  public static final KnownNames KNOWN = new KnownNames(names());

  /// A limit for [#growth]: 64 times the text takes 64 times as long in linear time, and 4,096
  /// times in quadratic time.
  public static final double GROWTH_MAX = 700;

  private static final int SHORT_CHARS = 1 << 10;
  private static final int LONG_CHARS = 64 << 10;
  private static final int RUNS = 3;
  private static final long TOO_FAST_NANOS = 100_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int PARTS_MAX = 40;
  private static final int REPEATED_MAX = 30;

  private static final List<String> PARTS =
      List.of(
          "*",
          "**",
          "***",
          "_",
          "__",
          "___",
          "~~",
          "~",
          "`",
          "``",
          "```",
          "\\",
          "\\*",
          "\\_",
          "\\`",
          "\\@",
          "\\[",
          "[",
          "]",
          "(",
          ")",
          "](",
          "{",
          "}",
          "<",
          ">",
          "> ",
          ">\n",
          "- ",
          "1. ",
          "12) ",
          "~~~\n",
          "```\n",
          "\n",
          "\n\n",
          " ",
          "  ",
          "\t",
          "\u3000",
          "\u00a0",
          "@",
          "＠",
          "@Bob",
          "＠张三",
          "@张三丰",
          "@Bob-",
          "@x_y_",
          "me@Bob",
          "张三",
          "你好",
          "です",
          "ー",
          "님",
          "ครับ",
          "مرحبا",
          "שלום",
          "Привет",
          "a",
          "B",
          "word",
          "0",
          "3",
          "é",
          "e\u0301",
          "\u0301",
          "\u0e35",
          "👍",
          "👩‍👩‍👧",
          "\ufe0f",
          "\u200d",
          "\u200e",
          "\u200f",
          "\u202e",
          "\u2066",
          "\u2069",
          "\u061c",
          "\ufeff",
          "\u0000",
          "\u001b[2J",
          "\u0085",
          "https://",
          "http://",
          "HTTPS://e.com",
          "https://e.com/a",
          "https://e.com/(",
          "https://u@e.com/",
          "https://例子.测试/",
          "[a](https://e.com)",
          "[a](https://e.com/(b))",
          "[a](mailto:a@b.c)",
          "[a](javascript:x)",
          "mailto:",
          ".",
          ",",
          "!",
          "。",
          "，",
          "、",
          "「",
          "」",
          "（",
          "）",
          "'",
          "\"",
          "/",
          "=",
          "-",
          ".com",
          "/me ",
          "\\\\server\\share");

  private HostileTexts() {}

  public static List<String> names() {
    return List.of("Bob", "张三", "张三丰", "x_y", "Bob-", "word");
  }

  public static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int parts = 1 + random.nextInt(PARTS_MAX);
    for (int i = 0; i < parts; i++) {
      String part = PARTS.get(random.nextInt(PARTS.size()));
      boolean isRepeated = random.nextInt(12) == 0;
      text.repeat(part, isRepeated ? 1 + random.nextInt(REPEATED_MAX) : 1);
    }
    return text.toString();
  }

  /// How the time of a function grows with its text. It is the thread's processor time, which other
  /// programs of the machine do not affect.
  ///
  /// @param text makes a text of about a length
  /// @return the ratio of the times for a long text and a short one
  public static double growth(IntFunction<String> text, Consumer<String> function) {
    String shortText = text.apply(SHORT_CHARS);
    String longText = text.apply(LONG_CHARS);
    long shortNanos = Long.MAX_VALUE;
    long longNanos = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      shortNanos = Math.min(shortNanos, nanos(shortText, function));
      longNanos = Math.min(longNanos, nanos(longText, function));
    }
    return (double) longNanos / Math.max(shortNanos, TOO_FAST_NANOS);
  }

  private static long nanos(String text, Consumer<String> function) {
    long start = THREADS.getCurrentThreadCpuTime();
    function.accept(text);
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
