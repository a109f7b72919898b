// How a request can fail.

/** No answer, or an error instead of one. */
export class Failure extends Error {
  /**
   * @param code of google.rpc.Code, 0 when the server said nothing
   * @param wasHandedOver whether the server may have got it
   */
  constructor(code, sentence, wasHandedOver) {
    super(sentence);
    this.code = code;
    this.wasHandedOver = wasHandedOver;
  }
}

/** The server understood, and said no: nothing was done. */
export class Refused extends Error {
  /** @param refusal as the server sends it */
  constructor(refusal) {
    super(refusal.sentence ?? "");
    this.reason = (refusal.reason ?? "").replace("REFUSAL_REASON_", "");
  }
}
