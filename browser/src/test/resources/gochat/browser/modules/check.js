// Assertions for the tests of the page's modules.

export function equal(actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) {
    throw new Error(`expected ${other} but was ${one}`);
  }
}

export function isTrue(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}
