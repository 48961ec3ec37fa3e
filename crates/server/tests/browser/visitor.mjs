// A visitor with a browser, who looks closely: at every page they open, its accessibility, its
// weight, the hosts it asks and what the browser complains about are checked.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The heaviest page, everything it loads included, compressed. */
const HEAVIEST_BYTES = 50 * 1024;

/** The browser of the system, with what it needs to run as root and without a display. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
}

export class Visitor {
  /** `look` may say language, width, scheme, and whether scripts run. */
  static async arrive(browser, address, look = {}) {
    const context = await browser.newContext({
      baseURL: address,
      locale: look.language ?? "en",
      viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
      javaScriptEnabled: look.scripts ?? true,
      colorScheme: look.scheme ?? "light",
      reducedMotion: "reduce",
      storageState: look.state,
      // The checks below are put into the page from outside; its own policy stays in force for
      // everything that the page itself does, and what it stops is reported on the console.
      bypassCSP: false,
    });
    const visitor = new Visitor(context, await context.newPage(), address);
    visitor.scripts = look.scripts ?? true;
    visitor.width = look.width ?? 1280;
    return visitor;
  }

  constructor(context, page, address) {
    this.context = context;
    this.page = page;
    this.address = address;
    this.complaints = [];
    this.requests = [];
    page.on("console", (message) => {
      // A refusal that the walk asks for is logged by the browser as a failed load.
      const expected = /Failed to load resource/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !expected) {
        this.complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => this.requests.push(request));
  }

  /** Opens an address and looks closely at what comes. */
  async open(path, expected = 200) {
    this.requests = [];
    const response = await this.page.goto(path, { waitUntil: "networkidle" });
    if (response.status() !== expected) {
      throw new Error(`${path}: ${response.status()} instead of ${expected}`);
    }
    await this.lookClosely(path);
    return response;
  }

  /** Does something that leads to another page, and looks closely at that. */
  async follow(what, doing) {
    this.requests = [];
    await Promise.all([this.page.waitForEvent("framenavigated"), doing()]);
    await this.page.waitForLoadState("networkidle");
    await this.lookClosely(what);
  }

  async lookClosely(what) {
    await this.#checkHosts(what);
    await this.#checkWeight(what);
    await this.#checkWidth(what);
    if (this.scripts) await this.#checkAccessibility(what);
    if (this.complaints.length > 0) {
      throw new Error(`${what}: the browser complains:\n${this.complaints.join("\n")}`);
    }
  }

  async #checkHosts(what) {
    const foreign = this.requests
      .map((request) => request.url())
      .filter((url) => !url.startsWith(this.address) && !url.startsWith("data:"));
    if (foreign.length > 0) throw new Error(`${what}: asks ${foreign.join(", ")}`);
  }

  async #checkWeight(what) {
    let bytes = 0;
    for (const request of this.requests) {
      const response = await request.response();
      if (!response || response.status() >= 300 && response.status() < 400) continue;
      const sizes = await request.sizes().catch(() => null);
      bytes += sizes?.responseBodySize ?? 0;
    }
    if (bytes > HEAVIEST_BYTES) throw new Error(`${what}: ${bytes} bytes`);
    this.heaviest = Math.max(this.heaviest ?? 0, bytes);
  }

  async #checkWidth(what) {
    if (!this.scripts) return;
    const [inner, outer] = await this.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    if (inner > outer) throw new Error(`${what}: ${inner} px wide on a screen of ${outer} px`);
  }

  async #checkAccessibility(what) {
    const found = await this.#violations();
    if (found.violations.length > 0) {
      const told = found.violations.map((violation) => {
        const nodes = violation.nodes.slice(0, 3).map((node) => `${node.target}\n      ${node.html}`);
        return `  ${violation.id}: ${violation.help}\n    ${nodes.join("\n    ")}`;
      });
      throw new Error(`${what}: not accessible:\n${told.join("\n")}`);
    }
  }

  /** What axe finds. A page that looks again by itself may do so in the middle of that: then it is looked at anew. */
  async #violations(left = 5) {
    try {
      await this.page.evaluate(`${AXE};undefined`);
      return await this.page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    } catch (error) {
      if (left === 0 || !/context was destroyed|axe is not defined/.test(error.message)) throw error;
      await this.page.waitForLoadState("networkidle");
      return this.#violations(left - 1);
    }
  }

  /** What stands in a part of the page, without the invisible marks that keep directions apart. */
  async words(selector = "main") {
    const text = await this.page.locator(selector).innerText();
    return text.replace(/[\u2066-\u2069]/g, "");
  }

  /** Keeps a picture, where somebody wants pictures. */
  async picture(name, whole = false) {
    const folder = process.env.PICTURES;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
  }

  async leave() {
    await this.context.close();
  }
}
