// Ids of messages: UUIDs of version 7 (RFC 9562, section 5.7), each greater than the one before, so that the server's index
// of them grows at its end. Browsers do not offer `crypto.randomUUID` to pages over plain HTTP.

let lastMs = 0;
let counter = 0;

/** @param nowMs the time; given in tests only */
export function newMessageId(nowMs = Date.now()) {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0] & 0x3f) | 0x80;
  const tail = Array.from(random, (byte) => hex(byte, 2)).join("");
  const time = hex(lastMs, 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

function hex(number, digits) {
  return number.toString(16).padStart(digits, "0");
}
