import { newName, newTopic } from "/js/actions/names.js";
import { equal } from "./check.js";

function refused(typed, check = newName) {
  try {
    return check(typed);
  } catch (e) {
    return e.message.slice(0, 30);
  }
}

export const tests = {
  "names of all scripts are accepted, and blanks around them removed"() {
    for (const name of ["Alice", "张三", "Zoë", "Zoe\u0308", "हिन्दी", "bot-1.2_b", "٣"]) {
      equal(newName(`  ${name} `), name.normalize("NFC"));
    }
  },

  "an invalid name is explained"() {
    equal(refused(""), "A name has 1 to 32 characters.");
    equal(refused("a".repeat(33)), "A name has 1 to 32 characters.");
    equal(refused("a b"), "A name can't contain blanks. Y");
    equal(refused("a👍b"), "A name can't contain “👍”. Let");
    equal(refused("a\u200bb"), "This name contains an invisibl");
    equal(refused(".."), "A name can't begin with - or a");
  },

  "a topic is as long as its bytes"() {
    equal(newTopic(` ${"a".repeat(1_024)} `).length, 1_024);
    equal(refused("主题".repeat(171), newTopic), "The topic has 1026 bytes; at m");
  },
};
