// One interface to all transports of the API.

/**
 * @typedef {import("@bufbuild/protobuf").DescMethod} Method
 * @typedef {any} Message of the protos; generated classes would have its type
 * @typedef {any} Request as JSON
 *
 * @typedef {object} Stream the frames of one stream; reading throws the Failure that ended it
 * @property {AsyncIterable<Message>} frames
 * @property {() => void} close
 *
 * @typedef {"unknown field" | "not decodable" | "unknown call" | "unknown format" | "wrong method" | "too long"} Fault
 *
 * @typedef {object} Door
 * @property {string} name
 * @property {boolean} [strict] it refuses unknown fields; all others ignore them
 * @property {(method: Method, request: Request, token?: string) => Promise<Message>} call throws a Failure
 * @property {(request: Request, token?: string) => Stream} follow
 * @property {(fault: Fault, token: string, room: string) => Promise<Message>} send sends a message to the room with a
 *   fault that the client itself would not make
 * @property {() => void} close
 */

/** Longer than any request that the server reads, shorter than what it skips without a sentence. */
export const TOO_LONG = "x".repeat(600_000);
