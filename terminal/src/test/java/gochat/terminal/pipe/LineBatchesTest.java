package gochat.terminal.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineBatchesTest {
  private static final long LONG_MS = 60_000;

  @Test
  void linesThatComeTogetherAreOneMessage() throws Exception {
    assertThat(messages("one\ntwo\r\n\nthree", 1_000)).containsExactly("one\ntwo\n\nthree");
  }

  @Test
  void aMessageHoldsNoMoreThanTheServerTakes() throws Exception {
    assertThat(messages("1234\n5678\n9\n", 9)).containsExactly("1234\n5678", "9");
    assertThat(messages("1234\n56789\n", 9)).containsExactly("1234", "56789");
  }

  @Test
  void aLineThatIsTooLongIsCutBetweenCharacters() throws Exception {
    assertThat(messages("你好世界😀!\nx\n", 7)).containsExactly("你好", "世界", "😀!\nx");
    assertThat(messages("1234567\nx\n", 7)).containsExactly("1234567", "x");
  }

  @Test
  void blankLinesAreNoMessageButStayBetweenOthers() throws Exception {
    assertThat(messages("\n \n\n", 100)).isEmpty();
    assertThat(messages("\n".repeat(1_000) + "x\n\n", 100))
        .singleElement()
        .asString()
        .contains("x");
    assertThat(messages("", 100)).isEmpty();
  }

  @Test
  void noBytesAreLostAtAnyCut() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      all.append("line ").append(i).append('\n');
    }
    List<String> messages = messages(all.toString(), 100);
    assertThat(String.join("\n", messages) + "\n").isEqualTo(all.toString());
    assertThat(messages).allMatch(message -> message.length() <= 100);
  }

  @Test
  void aMessageIsCompleteWhenItIsQuiet() throws Exception {
    LineBatches batches = new LineBatches(100, 20, LONG_MS);
    batches.add("one");
    assertThat(batches.take()).isEqualTo("one");
    batches.add("");
    CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> taken(batches));
    batches.add("two");
    assertThat(next.get()).isEqualTo("\ntwo");
  }

  @Test
  void aStreamWithoutAPauseIsShownInSteps() throws Exception {
    LineBatches batches = new LineBatches(1 << 20, LONG_MS, 20);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> taken(batches));
    while (!first.isDone()) {
      batches.add("x");
    }
    assertThat(first.get()).startsWith("x");
  }

  @Test
  void anAddBeyondTheLimitWaitsForATake() throws Exception {
    LineBatches batches = new LineBatches(4, LONG_MS, LONG_MS);
    batches.add("1234");
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> {
          try {
            batches.add("5678");
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(batches.take()).isEqualTo("1234");
    second.get();
    batches.end();
    assertThat(batches.take()).isEqualTo("5678");
  }

  private static List<String> messages(String input, int bytesMax) throws Exception {
    LineBatches batches = new LineBatches(bytesMax, LONG_MS, LONG_MS);
    LineReader reader =
        new LineReader(new ByteArrayInputStream(input.getBytes(UTF_8)), bytesMax, batches);
    Thread reading = Thread.ofVirtual().start(reader::run);
    List<String> messages = new ArrayList<>();
    for (String next = batches.take(); next != null; next = batches.take()) {
      messages.add(next);
    }
    reading.join();
    return messages;
  }

  private static String taken(LineBatches batches) {
    try {
      return String.valueOf(batches.take());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
