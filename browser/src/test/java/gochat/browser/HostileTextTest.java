package gochat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Texts that try to be markup, to control the screen, or to break the layout.
class HostileTextTest {
  private static final List<String> CORPUS =
      List.of(
          "<script>window.hurt = 1</script>",
          "<img src=x onerror=\"window.hurt = 1\">",
          "<svg onload=window.hurt=1><animate onbegin=window.hurt=1>",
          "<svg><script href=\"data:text/javascript,window.hurt=1\"/></svg>",
          "<iframe srcdoc=\"<script>parent.hurt=1</script>\"></iframe>",
          "<a href=\"javascript:window.hurt=1\">x</a>",
          "[x](javascript:window.hurt=1)",
          "[x](JaVaScRiPt&colon;window.hurt=1)",
          "[x](data:text/html,<script>window.hurt=1</script>)",
          "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example)",
          "[a](https://evil.example/\"onmouseover=\"window.hurt=1)",
          "![x](https://evil.example/pixel.png)",
          "https://evil.example/\"><script>window.hurt=1</script>",
          "javascript:window.hurt=1",
          "`<b>`**<i onclick=window.hurt=1>**",
          "```html\n<script>window.hurt = 1</script>\n```",
          "> <style>* { display: none }</style>",
          "- <base href=//evil.example>\n- <meta http-equiv=refresh content=0;url=//evil.example>",
          "<form action=//evil.example><input name=password autofocus onfocus=window.hurt=1>",
          "<template><script>window.hurt=1</script></template>",
          "{{constructor.constructor('window.hurt=1')()}} ${window.hurt=1}",
          "<link rel=stylesheet href=//evil.example/x.css>",
          "</textarea></article></body><script>window.hurt=1</script>",
          "&lt;script&gt;window.hurt=1&lt;/script&gt; &#60;img src=x onerror=window.hurt=1&#62;");

  @RegisterExtension private final WebFixture web = new WebFixture();

  @Test
  void markupIsShownAsTextAndNothingIsRunOrFetched() {
    Visitor alice = web.guest("Alice");
    Visitor bob = web.guest("Bob");
    bob.page().onRequest(request -> assertThat(request.url()).startsWith(web.url()));
    String elements =
        "() => document.querySelectorAll('script, iframe, img, object, embed, style, link, base,"
            + " meta, form, input, template, animate').length";
    Object before = bob.page().evaluate(elements);

    CORPUS.forEach(alice::say);
    alice.say("The end");
    bob.hears("The end");

    assertThat(bob.page().evaluate("() => window.hurt")).isNull();
    assertThat(bob.page().evaluate(elements)).isEqualTo(before);
    assertThat(
            (List<?>)
                bob.page()
                    .evaluate(
                        "() => [...document.querySelectorAll('main *')].flatMap(e => [...e.attributes])"
                            + ".filter(a => a.name.startsWith('on') || /script:/i.test(a.value))"
                            + ".map(a => a.name + '=' + a.value)"))
        .isEmpty();
    assertThat(
            (List<?>)
                bob.page()
                    .evaluate(
                        "() => [...document.querySelectorAll('main a')].map(a => a.protocol + a.rel)"))
        .isNotEmpty()
        .allMatch("https:noopener noreferrer nofollow"::equals);
    // At the end the fixture checks that the consoles are empty: no policy was violated.
  }

  @Test
  void controlCharactersAndChangesOfDirectionAreVisible() {
    Visitor alice = web.guest("Alice");
    alice.page().evaluate("() => 0");
    alice.composer().fill("gnp.\u202Eexe.bidi \u0007bell \u001b[2J \u007f \u0085 end");
    alice.composer().press("Enter");

    assertThat(alice.message("end").locator(".text"))
        .hasText("gnp.\uFFFDexe.bidi \u2407bell \u241B[2J \u2421 \uFFFD end");
  }

  @Test
  void theMarksOnALetterAreLimited() {
    Visitor alice = web.guest("Alice");
    alice.say("Z" + "\u0301".repeat(10_000) + " end");

    assertThat(alice.message("end").locator(".text")).hasText("Z" + "\u0301".repeat(8) + " end");
    // A row is drawn anew when its message is stored.
    assertThat(alice.message("end")).not().containsText("Sending…");
    Object height =
        alice.message("end").locator(".text").evaluate("e => e.getBoundingClientRect().height");
    assertThat(((Number) height).doubleValue()).isBetween(1.0, 50.0);
  }

  @Test
  void aLongWordAndALongTextStayWithinTheList() {
    Visitor alice = web.guest("Alice");
    alice.say("w".repeat(20_000));

    assertThat(alice.page().getByRole(AriaRole.BUTTON).getByText("Show all")).isVisible();
    assertThat(alice.page().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);

    String ticks = "a" + "`".repeat(65_000);
    alice.say(ticks);
    assertThat(alice.message("a`").locator(".text")).hasText(ticks);
    assertThat(alice.message("a`").locator(".fold")).hasText("Show all");
  }

  @Test
  void rightToLeftTextIsIsolated() {
    Visitor alice = web.guest("Alice");
    alice.say("שלום לכולם");
    alice.say("Hello");
    alice.hears("שלום לכולם");
    alice.hears("Hello");

    assertThat(
            alice
                .page()
                .evaluate(
                    "() => [...document.querySelectorAll('.text p')].map(p => getComputedStyle(p).direction)"))
        .isEqualTo(List.of("rtl", "ltr"));
    assertThat(
            alice
                .message("Hello")
                .locator(".author")
                .or(alice.message("שלום").locator("bdi"))
                .first())
        .isVisible();
  }
}
