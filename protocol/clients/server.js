// A server on loopback that is stopped, started again, and given an older copy of its data.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * @typedef {object} Addresses
 * @property {string} grpcAddress
 * @property {string} webAddress
 */

export class Server {
  #command;
  #directory;
  #process;
  /** @type {string[]} of the ports, which stay the same */
  #ports = ["--port", "0", "--web-port", "0", "--ops-port", "off"];
  /** @type {Addresses} */
  addresses;

  /** @param {string[]} command */
  constructor(command) {
    this.#command = command;
  }

  async open() {
    process.once("exit", () => this.#process.kill());
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
    this.#directory = await mkdtemp(join(tmpdir(), "gochat-conformance-"));
    await this.#start();
    const port = (address) => address.replace(/.*:/, "");
    this.#ports = [
      "--port",
      port(this.addresses.grpcAddress),
      "--web-port",
      port(this.addresses.webAddress),
      "--ops-port",
      "off",
    ];
  }

  /** Stops the server, keeps a copy of its data, and starts it again. */
  async restart() {
    await this.#stop();
    await cp(join(this.#directory, "data"), join(this.#directory, "copy"), { recursive: true });
    await this.#start();
  }

  /** Replaces the data by the copy of the last restart. */
  async restore() {
    await this.#stop();
    await rm(join(this.#directory, "data"), { recursive: true });
    await cp(join(this.#directory, "copy"), join(this.#directory, "data"), { recursive: true });
    // It notes the copy, and ends.
    await once(this.#spawn("--restored"), "exit");
    await this.#start();
  }

  /** The code for the administrator's account. */
  async adminCode() {
    return (await readFile(join(this.#directory, "data", "admin-code"), "utf8")).trim();
  }

  async close() {
    await this.#stop();
    await rm(this.#directory, { recursive: true });
  }

  #spawn(...flags) {
    const [program, ...first] = this.#command;
    const data = ["--data-dir", join(this.#directory, "data"), "--durability", "async", "--log-level", "error"];
    return spawn(program, [...first, "--host", "127.0.0.1", ...this.#ports, ...data, ...flags], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  async #start() {
    const started = this.#spawn();
    this.#process = started;
    const lines = [];
    for await (const line of createInterface(started.stdout)) {
      lines.push(line);
      const banner = lines.join("\n");
      const grpcAddress = /^gochat listening on (\S+)/m.exec(banner)?.[1];
      const webAddress = /http:\/\/([\d.:]+)/.exec(banner)?.[1];
      if (grpcAddress && webAddress) {
        this.addresses = { grpcAddress, webAddress };
        started.stdout.resume();
        return;
      }
    }
    throw new Error(`the server did not start: ${lines.join("\n")}`);
  }

  async #stop() {
    if (this.#process.exitCode !== null) return;
    this.#process.kill("SIGTERM");
    await once(this.#process, "exit");
  }
}
