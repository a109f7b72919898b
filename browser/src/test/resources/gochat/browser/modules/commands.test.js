import { parseTyped } from "/js/actions/commands.js";
import { equal } from "./check.js";

const say = (text) => ({ kind: "say", text });

export const tests = {
  "a text without a slash at its start is a message"() {
    for (const text of ["hello", "a /join b", "/", "/ that", " /join x"]) {
      equal(parseTyped(text), say(text));
    }
  },

  "two slashes send one"() {
    equal(parseTyped("//etc/hosts is gone"), say("/etc/hosts is gone"));
    equal(parseTyped("///"), say("//"));
  },

  "/me is a message if a text follows"() {
    equal(parseTyped("/me waves"), say("/me waves"));
    equal(parseTyped("/me"), { kind: "unknown", word: "me" });
  },

  "a command gets its argument and the rest of the text"() {
    equal(parseTyped("/help"), { kind: "run", command: "help", argument: "", rest: "" });
    equal(parseTyped("/join #花园"), { kind: "run", command: "join", argument: "花园", rest: "" });
    equal(parseTyped("/msg @Bob two words\nand a line"), {
      kind: "run",
      command: "msg",
      argument: "Bob",
      rest: "two words\nand a line",
    });
  },

  "an unknown command is never a message"() {
    equal(parseTyped("/usr/bin/true failed"), { kind: "unknown", word: "usr/bin/true" });
    equal(parseTyped("/constructor"), { kind: "unknown", word: "constructor" });
  },
};
