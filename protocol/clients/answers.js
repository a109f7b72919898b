// Answers as plain values: outcome, reason, status and value.
import { toJson } from "@bufbuild/protobuf";
import { registry } from "./contract.js";
import { Failure } from "./failure.js";

/**
 * @typedef {object} Answer
 * @property {string} outcome the name of the outcome, "refusal" or "error"
 * @property {any} [value] of the outcome, as JSON
 * @property {string} [reason] of a refusal or an error
 * @property {string} [sentence] of a refusal or an error
 * @property {boolean} [pause] whether a refusal or an error says when to try again
 * @property {string} [status] of an error
 */

/** How long a client waits for an answer or a frame. */
const PATIENCE_MS = 60_000;

export const JSON_FORM = { registry, alwaysEmitImplicit: true };

/**
 * @param {any} message a response
 * @returns {Answer}
 */
export function answerOf(message) {
  const [outcome, value] = Object.entries(toJson(registry.getMessage(message.$typeName), message, JSON_FORM))[0];
  if (outcome !== "refusal") return { outcome, value };
  const { reason, sentence, retryAfter } = /** @type {any} */ (value);
  return { outcome, reason: reason.replace("REFUSAL_REASON_", ""), sentence, pause: retryAfter !== undefined };
}

/**
 * @param {Error} error
 * @returns {Answer & {domain?: string, fields?: string[]}}
 */
export function errorOf(error) {
  if (!(error instanceof Failure)) throw error;
  const { reason, status, domain, fields, hasPause, message } = error;
  return { outcome: "error", reason, status, domain, fields, pause: hasPause, sentence: message };
}

/**
 * @template T
 * @param {string} what
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function inTime(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing in ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
