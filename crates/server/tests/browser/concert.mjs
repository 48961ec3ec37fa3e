// Starts the given program on a port that the system chooses, and stops it again.

import { spawn } from "node:child_process";
import { once } from "node:events";

const PATIENCE_MS = 120_000;

/** A running server: its address, the link for the first administrator if it printed one. */
export class Concert {
  static async start(program, args) {
    const child = spawn(program, [...args, "--listen", "127.0.0.1:0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const concert = new Concert(child);
    await concert.#untilItListens();
    return concert;
  }

  constructor(child) {
    this.child = child;
    this.output = "";
    this.errors = "";
    child.stdout.on("data", (text) => (this.output += text));
    child.stderr.on("data", (text) => (this.errors += text));
  }

  async #untilItListens() {
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const found = this.output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) {
        this.address = found[0];
        // The link follows in the same breath.
        await new Promise((resume) => setTimeout(resume, 200));
        this.firstLink = this.output.match(/http:\S+\/first\/\S+/)?.[0];
        return;
      }
      if (this.child.exitCode !== null) break;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error(`the server did not start:\n${this.output}\n${this.errors}`);
  }

  /** Asks it to end, as Ctrl-C does, and waits until it has. */
  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGINT");
    const [code] = await ended;
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${this.errors}`);
  }
}
