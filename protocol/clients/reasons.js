// The tables of docs/errors.md: what the server must answer over HTTP for each reason.
import { readFileSync } from "node:fs";

/** @type {Map<string, number>} */
const statuses = new Map();
for (const line of readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8").split("\n")) {
  const [, reason, ...cells] = line.split("|").map((cell) => cell.trim());
  const status = cells.find((cell) => /^\d{3}$/.test(cell));
  if (reason?.startsWith("`") && status) statuses.set(reason.replaceAll("`", ""), Number(status));
}

/**
 * Compares the status of an answer with the one that its reason has in the table.
 *
 * @param {Response} response
 * @param {any} answer
 */
export function checkHttpStatus({ status, url }, answer) {
  const info = answer.details?.find((detail) => detail["@type"].endsWith("/google.rpc.ErrorInfo"));
  const reason = info?.reason ?? answer.refusal?.reason.replace("REFUSAL_REASON_", "");
  const expected = reason === undefined ? 200 : statuses.get(reason);
  if (status !== expected) {
    throw new Error(
      `${url}: the status is ${status} for ${reason ?? "a success"} (expected: ${expected ?? "a reason of docs/errors.md"})`,
    );
  }
}
