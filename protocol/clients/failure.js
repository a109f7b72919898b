// Errors in one form, however a door brings them.
import { fromBinary } from "@bufbuild/protobuf";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import { registry } from "./contract.js";

export const Status = registry.getMessage("google.rpc.Status");

/** An error of the server. */
export class Failure extends Error {
  /**
   * @param {number} code of gRPC
   * @param {string} sentence
   * @param {any[]} details messages of google.rpc
   */
  constructor(code, sentence, details) {
    super(sentence);
    const of = (type) => details.find(({ $typeName }) => $typeName === `google.rpc.${type}`);
    this.status = codeName(code);
    this.reason = of("ErrorInfo")?.reason ?? "no reason";
    this.domain = of("ErrorInfo")?.domain;
    this.fields = of("BadRequest")?.fieldViolations.map(({ field }) => field) ?? [];
    this.hasPause = of("RetryInfo") !== undefined;
  }

  /**
   * @param {any} status a google.rpc.Status
   */
  static of({ code, message, details }) {
    return new Failure(
      code,
      message,
      details.map((detail) => anyUnpack(detail, registry)),
    );
  }

  /**
   * Of gRPC's status and the bytes of its details.
   *
   * @param {number} code
   * @param {string} sentence
   * @param {Uint8Array | undefined} bytes
   */
  static ofBytes(code, sentence, bytes) {
    if (bytes === undefined) return new Failure(code, sentence, []);
    const status = /** @type {any} */ (fromBinary(Status, bytes));
    if (status.code !== code) throw new Error(`the details are of code ${status.code}, the status is ${code}`);
    return Failure.of(status);
  }
}

/** Such as INVALID_ARGUMENT for 3. */
const codeName = (code) => (Code[code] ?? `code ${code}`).replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
