import { inlines, parse } from "/js/markdown.js";
import { equal, isTrue } from "./check.js";

const paragraph = (...content) => ({ kind: "paragraph", inlines: content });

export const tests = {
  "plain text is one paragraph with its line breaks"() {
    equal(parse("a\nb"), [paragraph("a\nb")]);
  },

  "an empty line makes another paragraph"() {
    equal(parse("a\n\nb"), [paragraph("a"), paragraph("b")]);
  },

  "spans may hold each other"() {
    equal(inlines("**a *b* c**"), [{ kind: "bold", inlines: ["a ", { kind: "italic", inlines: ["b"] }, " c"] }]);
  },

  "a name in code style is no italics"() {
    equal(inlines("snake_case_name and 2*3*4 * 5"), [
      "snake_case_name and 2",
      { kind: "italic", inlines: ["3"] },
      "4 * 5",
    ]);
  },

  "in code nothing is anything"() {
    equal(inlines("`**a** <b> @c`"), [{ kind: "code", text: "**a** <b> @c" }]);
  },

  "a block of code ends at its fence, or at the end"() {
    equal(parse("```js\na\n\n> b\n```\nc"), [{ kind: "code", language: "js", text: "a\n\n> b" }, paragraph("c")]);
    equal(parse("~~~\na"), [{ kind: "code", language: "", text: "a" }]);
  },

  "quotes hold blocks, and deep ones end"() {
    equal(parse("> a\n> - b"), [
      { kind: "quote", blocks: [paragraph("a"), { kind: "list", start: null, items: [["b"]] }] },
    ]);
    isTrue(JSON.stringify(parse(">".repeat(1_000))).split("quote").length < 10, "not too deep");
  },

  "lists have bullets or numbers"() {
    equal(parse("- a\n* b\n3. c\n4) d"), [
      { kind: "list", start: null, items: [["a"], ["b"]] },
      { kind: "list", start: 3, items: [["c"], ["d"]] },
    ]);
  },

  "an address is a link without the sentence around it"() {
    equal(inlines("see (https://a.example/b_(c)?d=*e*&f)."), [
      "see (",
      { kind: "link", href: "https://a.example/b_(c)?d=*e*&f", text: "https://a.example/b_(c)?d=*e*&f" },
      ").",
    ]);
  },

  "only addresses of the web and of mail are links"() {
    for (const href of ["javascript:alert(1)", "data:text/html,x", "//a.example", "file:///etc/passwd", "vbscript:x"]) {
      equal(
        inlines(`[x](${href})`).filter((piece) => piece.kind === "link"),
        [],
      );
    }
    equal(inlines("[x](https://a.example)")[0].href, "https://a.example");
    equal(inlines("[x](mailto:a@b.example)")[0].href, "mailto:a@b.example");
  },

  "a link that looks like an address shows where it leads"() {
    equal(inlines("[https://bank.example](https://evil.example)")[0].text, "https://evil.example");
  },

  "a name behind @ is a mention, an address of mail is none"() {
    equal(inlines("@Bob hi 张@李 a@b.example （@李四）"), [
      { kind: "mention", name: "Bob" },
      " hi 张@李 a@b.example （",
      { kind: "mention", name: "李四" },
      "）",
    ]);
  },

  "a backslash takes a mark's meaning away"() {
    equal(inlines("\\*a\\*").join(""), "*a*");
  },

  "whatever is written, it is read in no time"() {
    const bad = [
      "*",
      "_a",
      "**a ",
      "[",
      "`",
      "``` \n",
      "> ",
      "- ",
      "https://",
      "@",
      "*a_b~c",
      "\\",
      "a* ",
      "[a](",
      "~~~\n```\n",
      "https://a)",
      "((((*",
    ];
    for (const piece of bad) {
      const start = performance.now();
      parse(piece.repeat(Math.ceil(65_536 / piece.length)));
      const tookMs = performance.now() - start;
      isTrue(tookMs < 1_000, `${JSON.stringify(piece)} took ${Math.round(tookMs)} ms`);
    }
  },
};
