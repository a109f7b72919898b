import { hostToShow } from "/js/markup/addresses.js";
import { actionOf, mentionsIn, parse, spansIn } from "/js/markup/markdown.js";
import { knownNames } from "/js/markup/mentions.js";
import { plainLine } from "/js/markup/plaintext.js";
import { safeText } from "/js/markup/safetext.js";
import { rich } from "/js/views/rich.js";
import { equal, isTrue } from "./check.js";

const NOBODY = knownNames([]);

/** Spans in the form of the vectors. */
function shown(text, spans) {
  return spans
    .filter(({ kind, isKnown }) => kind !== "mention" || isKnown)
    .map(({ kind, from, to }) => ({ kind, from, text: text.slice(from, to) }));
}

/** A tree with spans as their texts. */
function plain(text, node) {
  if (Array.isArray(node)) {
    return node.map((inner) => plain(text, inner));
  }
  if (typeof node === "string") {
    return node;
  }
  const { kind } = node;
  return kind === "code" && node.text !== undefined
    ? { code: node.text }
    : {
        [kind ?? `item ${node.number}`]: plain(
          text,
          node.blocks ?? node.items ?? node.inlines ?? text.slice(node.from, node.to),
        ),
      };
}

const tree = (text) => plain(text, parse(text, NOBODY));

/** The ratio of the times for 64 times the text: 64 if the time is linear, 4,096 if it is quadratic. */
function growth(part, read) {
  const least = [1_024, 65_536].map((length) => {
    const text = part.repeat(Math.ceil(length / part.length));
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      read(text);
      return performance.now() - start;
    });
    return Math.max(Math.min(...times), 0.3);
  });
  return least[1] / least[0];
}

export const tests = {
  async "spans begin and end as specified"() {
    const { names, cases } = await (await fetch("/test/vectors.json")).json();
    const known = knownNames(names);
    const failed = cases.filter(
      ({ text, spans }) => JSON.stringify(shown(text, spansIn(text, known))) !== JSON.stringify(spans),
    );
    equal(failed, []);
    isTrue(cases.length > 100, "cases");
  },

  "plain text is one paragraph with its line breaks"() {
    equal(tree("a\nb"), [{ paragraph: ["a", "\n", "b"] }]);
  },

  "an empty line makes another paragraph"() {
    equal(tree("a\n\nb"), [{ paragraph: ["a"] }, { paragraph: ["b"] }]);
  },

  "a block of code ends at its fence, or at the end of the text"() {
    equal(tree("```js\na\n\n> b\n```\nc"), [{ code: "a\n\n> b" }, { paragraph: ["c"] }]);
    equal(tree("~~~\na"), [{ code: "a" }]);
  },

  "quotes contain blocks, to a limited depth"() {
    equal(tree("> a\n>\n> - b"), [{ quote: [{ paragraph: ["a"] }, { list: [{ "item null": ["b"] }] }] }]);
    isTrue(JSON.stringify(tree("> ".repeat(1_000) + "x")).split("quote").length < 10, "not too deep");
  },

  "a quote needs a blank and a text after its sign"() {
    for (const text of [">_<", ">", "> ", ">> a", "a > b"]) {
      equal(tree(text), [{ paragraph: [text] }]);
    }
  },

  "numbers of lists stay as they were written, and other lines with numbers are no list"() {
    equal(tree("1. a\n3. b\n7. c"), [{ list: [{ "item 1": ["a"] }, { "item 3": ["b"] }, { "item 7": ["c"] }] }]);
    equal(tree("- a\n* b\n3. c\n4) d"), [
      { list: [{ "item null": ["a"] }, { "item null": ["b"] }] },
      { list: [{ "item 3": ["c"] }] },
      { list: [{ "item 4": ["d"] }] },
    ]);
    for (const text of ["007. a", "2024. a", "1.a", "+ a", "-a", "1."]) {
      equal(tree(text), [{ paragraph: [text] }]);
    }
    equal(
      rich("3. a\n7. b", NOBODY, "").map((element) => element.outerHTML),
      ['<ol dir="auto"><li dir="auto" value="3">a</li><li dir="auto" value="7">b</li></ol>'],
    );
  },

  "a text of more than 10 KB is shown without parsing"() {
    const text = "*a* ".repeat(3_000);
    equal(
      rich(text, NOBODY, "").map((element) => element.outerHTML),
      [`<p dir="auto">${text}</p>`],
    );
  },

  "mentions are names in the form of their owners, each once, and no more than the server accepts"() {
    equal(mentionsIn("@bob, 请@张三看。@Bob `@x` me@y @Carol.", knownNames(["Bob", "张三"])), ["Bob", "张三", "Carol"]);
    equal(mentionsIn(Array.from({ length: 100 }, (_, i) => `@user${i}`).join(" "), NOBODY).length, 64);
  },

  "a message in one line has no marks"() {
    const shows = (text, line) => equal([text, plainLine(text, 60)], [text, line]);
    shows("**bold**, _italic_, ~~gone~~, ***both*** and `code`", "bold, italic, gone, both and code");
    shows("[the *docs*](https://docs.example), https://e.com/a_b_c", "the *docs*, https://e.com/a_b_c");
    shows("@bob_smith_, 2*3*4 and \\*stars\\*", "@bob_smith_, 2*3*4 and *stars*");
    shows("> so\n> it is\n\nYes:\n- tea\n2) milk", "so it is Yes: • tea 2) milk");
    shows("```js\nlet a = `b`;\n```", "let a = `b`;");
    shows("a\u202eb", "a\ufffdb");
    equal(plainLine("**" + "a".repeat(100) + "**", 10), "aaaaaaaaa…");
    equal(plainLine("*a* ".repeat(3_000), 10), "*a* *a* *…");
  },

  "an action is the text after /me"() {
    equal(["/me waves", "/me", "/me ", "/meow", " /me waves", "a /me b"].map(actionOf), [
      "waves",
      ...Array(5).fill(null),
    ]);
  },

  "a link whose text names another host shows its own host"() {
    const shows = (label, href, host) => equal([label, hostToShow(label, href)], [label, host]);
    shows("https://bank.example", "https://evil.example/x", "evil.example");
    shows("bank.example", "https://evil.example/x", "evil.example");
    shows("log in at BANK.example/now", "https://evil.example", "evil.example");
    shows("bank。example", "https://evil.example", "evil.example");
    shows("bank.\u200eexample", "https://evil.example", "evil.example");
    shows("b\u0430nk.example", "https://bank.example", "bank.example");
    shows("127.0.0.1", "https://evil.example", "evil.example");
    shows("evil.example and bank.example", "https://evil.example", "evil.example");
    shows("http://localhost", "https://evil.example", "evil.example");
    shows("a@bank.example", "mailto:b@evil.example", "b@evil.example");
    shows("the docs", "https://docs.example", "");
    shows("version 1.2", "https://docs.example", "");
    shows("www.docs.example/a", "https://docs.example/b", "");
    shows("a@b.example", "mailto:a@b.example", "");
    shows(null, "https://docs.example:8443/a", "");
    shows(null, "https://[::1]:80/", "");
    shows(null, "https://d\u043ecs.example", "xn--dcs-sed.example");
    shows(null, "http://0x7f.1/", "127.0.0.1");
  },

  "the time is linear in the length of the text"() {
    const parts = [
      ..."*_`~[\\@>h(",
      ..."_a|**a |***a|` `` ``` |a`|``` \n|~~~\n```\n|> |>\n|- |1. |https://|https://a)|https://a[".split("|"),
      ..."[a](https://a|[a](|@a|@a.|@张|张@|\\*a|a\\*|\\`|((((*|e\u0301*|\u0301|你*a*|a.*|*.|_._|a.b".split("|"),
    ];
    const reads = [
      (text) => mentionsIn(text, knownNames(["张"])),
      safeText,
      (text) => hostToShow(text, "https://e.com"),
    ];
    for (const part of parts) {
      for (const read of reads) {
        // A machine with other work may stop one measurement after the other; a quadratic time stays one.
        const times = [];
        do times.push(growth(part, read));
        while (times.at(-1) >= 700 && times.length < 10);
        isTrue(times.at(-1) < 700, `${JSON.stringify(part)}: ${times} times as long, ${read}`);
      }
    }
  },
};

/** The part of the text that a piece of a tree covers. */
function source(text, piece) {
  if (typeof piece === "string") {
    return piece;
  }
  const { from, to, mark, inlines } = piece;
  return inlines
    ? text.slice(from, from + mark) + inlines.map((inner) => source(text, inner)).join("") + text.slice(to - mark, to)
    : text.slice(from, to);
}

function lineSources(text, blocks) {
  return blocks.flatMap(({ kind, blocks: inner, items, inlines }) => {
    switch (kind) {
      case "quote":
        return lineSources(text, inner);
      case "list":
        return items.map((item) => item.inlines.map((piece) => source(text, piece)).join(""));
      case "paragraph":
        return inlines
          .map((piece) => source(text, piece))
          .join("")
          .split("\n");
      default:
        return [];
    }
  });
}

/** Checks that no part of any text is lost or doubled. Returns the spans as "from kind text". */
export function readAll(texts, names) {
  const known = knownNames(names);
  return texts.map((text) => {
    let at = 0;
    for (const line of lineSources(text, parse(text, known))) {
      const found = text.indexOf(line, at);
      isTrue(found >= 0, `${JSON.stringify(line)} of ${JSON.stringify(text)}`);
      at = found + line.length;
    }
    isTrue(
      rich(text, known, "").every((element) => element instanceof Element),
      "elements",
    );
    return shown(text, spansIn(text, known)).map(({ kind, from, text: part }) => `${from} ${kind} ${part}`);
  });
}
