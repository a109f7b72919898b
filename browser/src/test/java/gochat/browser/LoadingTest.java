package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The first visit.
class LoadingTest {
  private static final int VISITS_MAX = 30;
  private static final double FIRST_PAINT_MS_MAX = 300;

  /// As in `PageTest`: see docs/adr/0036.
  private static final int BYTES_MAX = 150 * 1_024;

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void aPageWhoseScriptsDoNotArriveSaysSo() {
    Visitor visitor = web.visit();
    Locator said = visitor.page().getByText("This page did not start");
    visitor
        .page()
        .route(
            web.url() + "js/views/chat.js",
            route -> route.fulfill(new FulfillOptions().setStatus(403).setBody("not for you")));
    visitor.page().reload();

    assertThat(said).not().isVisible();
    // Only after a while: on a slow line the scripts are late.
    visitor.page().evaluate("() => document.getAnimations().forEach(late => late.finish())");
    assertThat(said).isVisible();
    assertThat(visitor.page().getByText("网页未能启动")).isVisible();
    visitor.forgive();
  }

  @Test
  void theFirstVisitShowsThePageSoon() {
    List<Double> paintsMs = new ArrayList<>();
    List<Double> readyMs = new ArrayList<>();
    // The machine may be busy with something else at one visit, but hardly at all of them.
    do {
      Visitor visitor = web.visit();
      visitor.button("Join as a guest").waitFor();
      readyMs.add(number(visitor, "() => performance.now()"));
      paintsMs.add(
          number(
              visitor,
              """
              () => new Promise((resolve) => new PerformanceObserver((list) => {
                const paint = list.getEntriesByName("first-contentful-paint")[0];
                if (paint) resolve(paint.startTime);
              }).observe({ type: "paint", buffered: true }))
              """));
    } while (paintsMs.getLast() >= FIRST_PAINT_MS_MAX && paintsMs.size() < VISITS_MAX);

    System.out.printf("first contentful paint, ms: %s%n", rounded(paintsMs));
    System.out.printf("ready for the first letter, ms: %s%n", rounded(readyMs));
    assertThat(paintsMs.getLast()).isLessThan(FIRST_PAINT_MS_MAX);
  }

  private static double number(Visitor visitor, String script) {
    return ((Number) visitor.page().evaluate(script)).doubleValue();
  }

  private static List<Long> rounded(List<Double> times) {
    return times.stream().map(Math::round).toList();
  }

  @Test
  void thePageFetchesLittleAndFromItsServerOnly() {
    Visitor visitor = web.visit();
    List<String> requests = new ArrayList<>();
    visitor.page().onRequest(request -> requests.add(request.url()));
    visitor.page().reload();
    visitor.enterAsGuest("Alice").say("Hello");
    visitor.hears("Hello");

    Object bytes =
        web.visit()
            .page()
            .evaluate(
                "() => performance.getEntries().reduce((sum, e) => sum + (e.encodedBodySize ?? 0),"
                    + " 0)");

    System.out.printf("transferred: %s bytes in %d requests%n", bytes, requests.size());
    assertThat(((Number) bytes).intValue()).isBetween(1, BYTES_MAX);
    assertThat(requests).allMatch(url -> url.startsWith(web.url()));
    assertThat(requests).noneMatch(url -> url.contains("token"));
  }
}
