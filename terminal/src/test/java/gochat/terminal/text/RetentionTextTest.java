package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.v1.Retention;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          86400   | 0    | 1 day               | 1 天
          2592000 | 0    | 30 days             | 30 天
          21600   | 0    | 6 hours             | 6 小时
          5400    | 0    | 90 minutes          | 90 分钟
          90      | 0    | 90 seconds          | 90 秒
          0       | 5000 | 5,000 events        | 5,000 个事件
          3600    | 500  | 1 hour, 500 events  | 1 小时，500 个事件
          """)
  void aLimitIsShownInTheLargestUnitWithoutAFraction(
      long ageSecondsMax, long eventsMax, String english, String chinese) {
    Retention limit =
        Retention.newBuilder().setAgeSecondsMax(ageSecondsMax).setEventsMax(eventsMax).build();

    assertThat(RetentionText.of(limit, new Texts(Locale.ENGLISH))).isEqualTo(english);
    assertThat(RetentionText.of(limit, new Texts(Locale.CHINESE))).isEqualTo(chinese);
  }
}
