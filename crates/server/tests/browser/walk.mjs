// Walks through Concert as people do, in the system's browser.
//
//   node walk.mjs PATH/TO/concert
//
// Pictures are kept in the folder that the environment variable PICTURES names. The browser is
// /usr/bin/chromium, or what CHROMIUM names. Exit code 0 means that everything held.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Concert } from "./concert.mjs";
import {
  captureHistories,
  captureHistoriesWithAMistake,
  correctedTable,
  manyCaptureHistories,
  noTable,
  tableWithAMistake,
} from "./tables.mjs";
import { Visitor, openBrowser } from "./visitor.mjs";

const PASSWORD = "five lanterns by the quay";

const program = process.argv[2];
assert.ok(program, "which program? node walk.mjs PATH/TO/concert");
if (process.env.PICTURES) mkdirSync(process.env.PICTURES, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), "concert-walk-"));
const browser = await openBrowser();
let heaviest = 0;
/** Where the linkage of the region's round is. */
let linkage = "";

/** The lists of what is planned, promised and decided, and where each leads to one of its own. */
const PLANNED = [
  ["/plans", "plan", "tbody th a"],
  ["/plans/calendar", "", ""],
  ["/commitments", "commitment", "tbody th a"],
  ["/decisions?stage=comments", "decision", "tbody th a"],
  ["/bodies", "body", "ul.plain li a"],
];

/** The pages on who works with whom, each with the name of its picture. */
const COORDINATION = [
  ["/overlap", "overlap"],
  ["/network", "network"],
  ["/alignment", "alignment"],
  ["/partners", "partners"],
  ["/corridors", "corridors"],
];

try {
  const office = await Concert.start(program, ["serve", "--data", join(folder, "office")]);
  try {
    await anOfficeStarts(office);
  } finally {
    await office.stop();
  }
  const demo = await Concert.start(program, ["demo", "--data", join(folder, "demo")]);
  try {
    await aRegionIsLookedAt(demo);
    await withoutScriptsInTheRegion(demo);
  } finally {
    await demo.stop();
  }
  console.log(`everything held; the heaviest page has ${heaviest} bytes`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function withoutScriptsInTheRegion(concert) {
  step("coordination is told without scripts");
  const visitor = await Visitor.arrive(browser, concert.address, { scripts: false });
  const { page } = visitor;
  for (const [path] of COORDINATION) await visitor.open(path);
  await page.getByLabel("Distance explains").selectOption("no");
  await visitor.follow("corridors", () => page.getByRole("button", { name: "Show" }).click());
  assert.match(await visitor.words(), /every corridor is set beside the mean of all/);
  await visitor.open("/partners");
  await page.getByLabel("New partners each").fill("1");
  await visitor.follow("partners", () => page.getByRole("button", { name: "Show" }).click());
  assert.equal(new URL(page.url()).searchParams.get("most"), "1");
  await leave(visitor);
}

function step(words) {
  console.log(`- ${words}`);
}

async function leave(visitor) {
  heaviest = Math.max(heaviest, visitor.heaviest ?? 0);
  await visitor.leave();
}

/** First start, sign-in, an import with a mistake, its correction, its undoing, signing out. */
async function anOfficeStarts(concert) {
  assert.ok(concert.firstLink, `no one-time link was printed:\n${concert.output}`);
  const visitor = await Visitor.arrive(browser, concert.address);
  const { page } = visitor;

  step("whoever is not signed in is asked to");
  await visitor.open("/needs?place=XA");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  await visitor.picture("sign-in");

  step("the first administrator chooses a password, once");
  await visitor.open(new URL(concert.firstLink).pathname);
  await page.getByLabel("New password").fill(PASSWORD);
  await visitor.follow("first page", () => page.getByRole("button").last().click());
  assert.equal(new URL(page.url()).pathname, "/");
  await visitor.picture("first-start");

  await importWithAMistake(visitor);
  await downToTheRow(visitor);
  await correctionAndUndo(visitor);
  await otherPages(visitor);
  await anEstimateIsMade(visitor);

  step("a wrong password and an unknown name get the same answer");
  await visitor.follow("signed out", () => page.getByRole("button", { name: "Sign out" }).click());
  const answers = [];
  for (const name of ["administrator", "nobody-of-this-name"]) {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill("not the right one");
    await visitor.follow("failed", () => page.getByRole("button", { name: "Sign in" }).click());
    answers.push(await visitor.words());
  }
  assert.equal(answers[0], answers[1]);
  await page.getByLabel("Name").fill("administrator");
  await page.getByLabel("Password").fill(PASSWORD);
  await visitor.follow("back in", () => page.getByRole("button", { name: "Sign in" }).click());
  const state = await visitor.context.storageState();
  await leave(visitor);

  await withoutScripts(concert, state);
  await theReportElsewhere(concert, state);
}

async function handOver(visitor, name, content) {
  const { page } = visitor;
  await visitor.open("/import");
  const file = join(folder, name);
  writeFileSync(file, content);
  await page.getByLabel("Drop a table here").setInputFiles(file);
  await page.getByRole("button", { name: "Read the file" }).click();
  await page.locator("h1", { hasText: "What this file would do" }).or(page.getByRole("alert")).waitFor();
  await visitor.lookClosely(`preview of ${name}`);
}

async function importWithAMistake(visitor) {
  const { page } = visitor;
  step("what is no table is refused with a reason, and nothing is kept");
  await handOver(visitor, "leaflet.xlsx", noTable());
  const told = await visitor.words('[role="alert"]');
  assert.match(told, /leaflet\.xlsx/);
  assert.match(told, /spreadsheet program/);

  step("a table with a mistake is read, and the mistake named by its cell");
  await handOver(visitor, "quays.csv", tableWithAMistake());
  await page.getByRole("row", { name: /H3/ }).getByText("next spring").waitFor();
  await visitor.picture("preview", true);
  await visitor.follow("applied", () => page.getByRole("button", { name: "Apply" }).click());
  assert.match(new URL(page.url()).pathname, /^\/imports\//);
  await visitor.picture("import");

  step("the same file again changes nothing");
  await handOver(visitor, "quays.csv", tableWithAMistake());
  await page.getByText("everything in this file is stated already").waitFor();
}

/** Frame, cell, initiative, statement, the row of the file. */
async function downToTheRow(visitor) {
  const { page } = visitor;
  step("the frame leads to the cell, the initiative, the statement and the row");
  await visitor.open("/");
  // The table states neither side nor form: its cells stand beside the frame, and nothing is guessed.
  assert.equal(await page.locator("a.cell.active").count(), 0);
  const cell = page.locator('details[open] a[href^="/cell"]').first();
  await visitor.follow("cell", () => cell.click());
  await visitor.picture("cell", true);
  const initiative = page.locator('a[href^="/initiatives/"]').first();
  await visitor.follow("initiative", () => initiative.click());
  await visitor.picture("initiative", true);
  const statement = page.locator('dd a[href^="/statements/"]').first();
  await visitor.follow("statement", () => statement.click());
  assert.match(await visitor.words(), /quays\.csv, row \d/);
  await visitor.picture("statement", true);
}

async function correctionAndUndo(visitor) {
  const { page } = visitor;
  step("a corrected file changes the corrected row only");
  await handOver(visitor, "quays.csv", correctedTable());
  const number = (name) => page.locator(`dt:text-is("${name}") + dd`).innerText();
  assert.equal(await number("Initiatives stated otherwise"), "1");
  assert.equal(await number("New initiatives"), "0");
  await visitor.follow("corrected", () => page.getByRole("button", { name: "Apply" }).click());

  step("an import is undone as one act");
  await page.getByLabel("Reason").fill("read by mistake");
  await visitor.follow("undone", () => page.getByRole("button", { name: "Undo" }).click());
  await page.getByText("nothing that it stated holds any more").waitFor();
  await visitor.open("/imports");
  assert.equal(await page.getByText("Undone", { exact: true }).count(), 1);
}

/** Everything else that an administrator can open, and the form that confirms a capacity. */
async function otherPages(visitor) {
  const { page } = visitor;
  step("every other page stands");
  for (const path of ["/matrix", "/organisations", "/places", "/needs", "/estimates", "/gaps", "/proportion", "/ladder", "/ask", "/silence"]) {
    await visitor.open(path);
  }
  for (const path of ["/statements", "/users", "/help", "/help/gap"]) {
    await visitor.open(path);
  }
  await visitor.open("/organisations");
  await visitor.follow("organisation", () => page.locator("tbody a").first().click());
  await visitor.open("/places");
  await visitor.follow("place", () => page.locator("tbody a").first().click());
  await visitor.open("/nowhere", 404);

  step("what changed is told until one says that one has seen it");
  await visitor.open("/changes");
  assert.match(await visitor.words(), /Since you last looked/);
  assert.ok(!/Nothing was stated/.test(await visitor.words()));
  await visitor.picture("changes", true);
  await visitor.follow("seen", () => page.getByRole("button", { name: "I have seen this" }).click());
  assert.match(await visitor.words(), /Nothing was stated/);

  step("a capacity is confirmed, and an initiative changed");
  await visitor.open("/initiatives");
  await visitor.follow("initiative", () => page.locator("tbody a").first().click());
  await page.getByLabel("Capacity in a year").fill("50");
  await visitor.follow("confirmed", () => page.getByRole("button", { name: "Confirm" }).click());
  assert.match(await visitor.words(), /Capacity confirmed/);
  await visitor.follow("form", () => page.getByRole("link", { name: "Change" }).click());
  await page.getByLabel("Title").fill("Night shelter at the harbour");
  await visitor.follow("changed", () => page.getByRole("button", { name: "Save" }).click());
  await page.locator("h1", { hasText: "Night shelter at the harbour" }).waitFor();
}

/** Hands a table of capture histories in; `change` fills in the rest of the form. */
async function askForAnEstimate(visitor, name, content, change = async () => {}) {
  const { page } = visitor;
  await visitor.open("/estimates/new");
  const file = join(folder, name);
  writeFileSync(file, content);
  await page.getByLabel("Table of capture histories").setInputFiles(file);
  await change(page);
  await visitor.follow(`estimate of ${name}`, () => page.getByRole("button", { name: "Compute" }).click());
}

/** Waits for a report without asking the page to look again by itself. */
async function untilItIsFinished(visitor) {
  const { page } = visitor;
  const address = new URL(page.url()).pathname;
  for (let look = 0; look < 600; look += 1) {
    await page.goto(`${address}?still=1`, { waitUntil: "networkidle" });
    if ((await page.locator("progress").count()) === 0) return;
    await new Promise((resume) => setTimeout(resume, 500));
  }
  throw new Error(`${address} is not finished`);
}

/** A table is handed in, a run waited for and stopped, a report read, signed and recorded. */
async function anEstimateIsMade(visitor) {
  const { page } = visitor;
  step("capture histories with a mistake are refused with the cell");
  await askForAnEstimate(visitor, "lists.csv", captureHistoriesWithAMistake());
  assert.match(await visitor.words('[role="alert"]'), /B6/);
  await visitor.picture("estimate-refused", true);

  step("a run tells how far it is, and is stopped");
  await askForAnEstimate(visitor, "many.csv", manyCaptureHistories(), async () => {
    await page.getByLabel("Replicates").fill("10000");
  });
  await page.getByRole("link", { name: "Do not look again by itself" }).waitFor();
  await visitor.open(`${new URL(page.url()).pathname}?still=1`);
  await page.locator("progress").waitFor();
  await visitor.picture("estimate-under-way");
  await visitor.follow("stopped", () => page.getByRole("button", { name: "Stop" }).click());
  assert.match(await visitor.words(), /stopped before its end/);
  await visitor.picture("estimate-stopped", true);

  step("an estimate is computed, and its report says what it rests on");
  await askForAnEstimate(visitor, "lists.csv", captureHistories(), async () => {
    await page.getByLabel("Replicates").fill("200");
    await page.getByLabel("Measure how often").uncheck();
    await visitor.picture("estimate-new", true);
  });
  await untilItIsFinished(visitor);
  const report = new URL(page.url()).pathname;
  await visitor.open(report);
  assert.match(await visitor.words(), /people, of whom 1,109 are known/);
  await visitor.picture("estimate-report", true);
  await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await visitor.lookClosely("report, all of it");
  await visitor.picture("estimate-report-open", true);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#record").isVisible(), false);
  await visitor.picture("estimate-print", true);
  await page.emulateMedia({ media: "screen" });

  step("the same question is answered at once");
  await askForAnEstimate(visitor, "again.csv", captureHistories(), async () => {
    await page.getByLabel("Replicates").fill("200");
    await page.getByLabel("Measure how often").uncheck();
  });
  assert.equal(new URL(page.url()).pathname, report);
  assert.equal(await page.locator("progress").count(), 0);

  step("whoever records signs for every assumption");
  const place = page.locator("#record select option:not([value=''])").first();
  await page.locator("#record select").selectOption(await place.getAttribute("value"));
  await page.getByLabel("Period of the lists").fill("lately");
  // Sent past the browser's own check, as a program would.
  await page.locator("#record").evaluate((form) => (form.noValidate = true));
  await visitor.follow("unsigned", () => page.getByRole("button", { name: "Sign and record" }).click());
  assert.equal(await page.locator("fieldset .wrong").count(), 6);
  await page.locator("#record").scrollIntoViewIfNeeded();
  await visitor.picture("estimate-unsigned");
  await page.getByLabel("Period of the lists").fill("2025");
  for (const answer of await page.getByLabel("Holds", { exact: true }).all()) await answer.check();
  await page.getByLabel("Doubtful", { exact: true }).first().check();
  await page.getByLabel("Note", { exact: true }).first().fill("People come and go with the season.");
  await visitor.follow("signed", () => page.getByRole("button", { name: "Sign and record" }).click());
  assert.match(await visitor.words(), /Recorded for/);
  await visitor.open("/estimates");
  assert.match(await visitor.words(), /Signed by administrator/);
  await visitor.picture("estimates-own", true);
  await visitor.open("/estimates/runs");
  await visitor.picture("estimate-runs");

  step("the report stands alone as one file");
  const response = await page.request.get(`${report}/document`);
  const file = join(folder, "report.html");
  writeFileSync(file, await response.body());
  const alone = await visitor.context.newPage();
  const asked = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.goto(`file://${file}`);
  assert.match(await alone.locator("main").innerText(), /of whom/);
  assert.equal(asked.length, 1, asked.join(" "));
  if (process.env.PICTURES) {
    await alone.screenshot({ path: join(process.env.PICTURES, "estimate-document.png") });
  }
  await alone.close();
}

/** The latest report on a phone, in Arabic, in the dark and without scripts. */
async function theReportElsewhere(concert, state) {
  step("the report stands on a phone, in Arabic and in the dark");
  const looks = [
    ["phone-en", { width: 360, height: 740, state }],
    ["phone-ar", { width: 320, height: 740, language: "ar", state }],
    ["arabic", { language: "ar", state }],
    ["dark", { scheme: "dark", state }],
  ];
  for (const [name, look] of looks) {
    const visitor = await Visitor.arrive(browser, concert.address, look);
    await visitor.open("/estimates/runs");
    // The later of the two runs that were kept stands first.
    const link = visitor.page.locator("tbody a").first();
    await visitor.open(await link.getAttribute("href"));
    await visitor.page.locator("#record").waitFor();
    await visitor.picture(`estimate-${name}`, true);
    await visitor.open("/estimates/new");
    await visitor.picture(`estimate-new-${name}`, true);
    await leave(visitor);
  }

  step("an estimate is asked for, waited for and stopped without scripts");
  const visitor = await Visitor.arrive(browser, concert.address, { scripts: false, state });
  const { page } = visitor;
  await askForAnEstimate(visitor, "plain.csv", captureHistories().replace("312", "313"), async () => {
    await page.getByLabel("Replicates").fill("10000");
  });
  await page.getByRole("link", { name: "Do not look again by itself" }).waitFor();
  await visitor.follow("stopped", () => page.getByRole("button", { name: "Stop" }).click());
  assert.match(await visitor.words(), /stopped before its end/);
  await leave(visitor);
}

/** The same office for somebody whose browser runs no scripts. */
async function withoutScripts(concert, state) {
  step("everything works without scripts");
  const visitor = await Visitor.arrive(browser, concert.address, { scripts: false, state });
  const { page } = visitor;
  await visitor.open("/");
  await visitor.follow("cell", () => page.locator("a.cell").first().click());
  await visitor.open("/import");
  const file = join(folder, "plain.csv");
  writeFileSync(file, correctedTable().replaceAll("Harbour Light", "Second Harbour"));
  await page.getByLabel("Drop a table here").setInputFiles(file);
  await visitor.follow("preview", () => page.getByRole("button", { name: "Read the file" }).click());
  await visitor.follow("applied", () => page.getByRole("button", { name: "Apply" }).click());
  assert.match(new URL(page.url()).pathname, /^\/imports\//);
  await visitor.follow("arabic", () => page.getByRole("button", { name: "العربية" }).click());
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  await leave(visitor);
}

/** The generated region, as a coordinator and a caseworker see it. */
async function aRegionIsLookedAt(concert) {
  step("a demonstration says that its data is generated, on every page");
  const visitor = await Visitor.arrive(browser, concert.address);
  const { page } = visitor;
  await visitor.open("/");
  await page.getByRole("note").getByText("generated").waitFor();
  await visitor.picture("frame");
  await visitor.picture("frame-whole", true);

  step("a place is chosen, and the frame follows in place");
  // A fresh page: the check of accessibility leaves marks that htmx would carry over.
  await page.goto("/", { waitUntil: "networkidle" });
  const place = page.getByLabel("Place", { exact: true });
  const option = await place.locator("optgroup option").first().getAttribute("value");
  const heading = await page.locator("h1").innerText();
  await place.selectOption(option);
  await page.waitForFunction((before) => document.querySelector("h1").innerText !== before, heading);
  await visitor.lookClosely("frame of a place");
  assert.equal(new URL(page.url()).searchParams.get("place"), option);
  await visitor.picture("frame-of-a-place", true);

  for (const path of ["/matrix", "/matrix?rows=place&columns=group", "/initiatives", "/places"]) {
    await visitor.open(path);
  }
  await visitor.open("/organisations");
  await visitor.open("/needs");
  await visitor.follow("need", () => page.locator("tbody a").first().click());
  await visitor.open("/estimates");
  await visitor.picture("estimates", true);

  step("silent organisations stand with their weight, and their table leaves with what is known");
  await visitor.open("/gaps?known=nobody-there");
  await visitor.picture("gaps", true);
  assert.match(await visitor.words(), /Nobody there/);
  await visitor.open("/silence");
  await visitor.picture("silence", true);
  const table = await page.request.get(await page.locator('a[href*="form=csv"]').first().getAttribute("href"));
  assert.match(await table.text(), /#org/);

  step("the days of the plan stand on a page and leave as a file");
  await visitor.open("/plans/calendar");
  await visitor.picture("calendar", true);
  const days = await page.request.get(new URL("/plans/calendar.ics", page.url()).href);
  assert.match(await days.text(), /^BEGIN:VCALENDAR/);
  step("proposals are listed, and amendments stand as words that are taken out and put in");
  await visitor.open("/decisions?stage=comments");
  await visitor.picture("decisions", true);
  await visitor.follow("decision", () => page.locator("tbody a").first().click());
  await visitor.picture("decision", true);
  assert.ok(await page.locator("del").count() > 0 && await page.locator("ins").count() > 0);
  await visitor.open("/bodies");
  await visitor.follow("body", () => page.locator("li a", { hasText: "General Assembly" }).click());
  await visitor.picture("body", true);

  step("a review stands beside what the journal knows, and a cycle is opened by lot");
  await visitor.open("/reviews");
  await visitor.picture("reviews", true);
  await visitor.follow("cycle", () => page.locator("tbody th a").first().click());
  await visitor.picture("review-cycle", true);
  const withLapsed = page.locator("tbody tr", { hasText: "lapsed" }).first();
  await visitor.follow("review", () => withLapsed.locator("th a").click());
  await visitor.picture("review", true);
  assert.match(await visitor.words(), /What the journal knows/);
  assert.match(await visitor.words(), /Followed in part/);
  await visitor.open("/reviews/new");
  await page.getByLabel("Name", { exact: true }).fill("Second review");
  await page.locator("#question-1").fill("What was done?");
  await visitor.follow("lots", () => page.getByRole("button", { name: "Draw lots for all members" }).click());
  assert.equal(await page.locator("#question-1").inputValue(), "What was done?");
  assert.notEqual(await page.locator("#reviewed-5").inputValue(), "");
  await visitor.picture("review-new", true);
  const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Answers until").fill(inDays(30));
  await page.getByLabel("Observations until").fill(inDays(20));
  await visitor.follow("refused", () => page.getByRole("button", { name: "Open the cycle" }).click());
  assert.match(await visitor.words('[role="alert"]'), /Answers would end/);
  await page.getByLabel("Observations until").fill(inDays(60));
  await visitor.follow("opened", () => page.getByRole("button", { name: "Open the cycle" }).click());
  assert.match(await visitor.words("h1"), /Second review/);

  step("recommendations are found, joined where they ask for the same, and answered by an action");
  await visitor.open("/recommendations");
  await visitor.picture("recommendations", true);
  await page.getByLabel("Answered by an action").selectOption("no");
  await visitor.follow("unanswered", () => page.getByRole("button", { name: "Search" }).click());
  await visitor.follow("alike", () => page.getByRole("link", { name: "Those that look alike" }).click());
  await visitor.open("/recommendations/alike");
  await visitor.picture("recommendations-alike", true);
  assert.ok(await page.locator("main mark").count() > 0);
  const joined = await page.locator("main section").count();
  await page.locator("main section").first().getByRole("checkbox").evaluateAll((all) => all.forEach((one) => { one.checked = true; }));
  await visitor.follow("joined", () => page.getByRole("button", { name: "Join those that are ticked" }).first().click());
  assert.equal(await page.locator("main section").count(), joined - 1);
  await visitor.open("/recommendations?text=guardian");
  await visitor.follow("recommendation", () => page.locator("tbody th a").first().click());
  await visitor.picture("recommendation", true);
  await page.getByLabel("Number of another action").fill("GPA-999");
  const globalPlan = await page.locator("#plan option", { hasText: "Global Plan" }).first().getAttribute("value");
  await page.locator("#plan").selectOption(globalPlan);
  await visitor.follow("refused", () => page.getByRole("button", { name: "These answer it" }).click());
  assert.equal(await page.getByLabel("Number of another action").inputValue(), "GPA-999");
  await page.getByLabel("Number of another action").fill("GPA-34");
  await visitor.follow("answered", () => page.getByRole("button", { name: "These answer it" }).click());
  assert.match(await visitor.words(), /GPA-34/);
  await visitor.open("/recommendations/new");
  await page.locator('input[type="file"]').setInputFiles({
    name: "upr.csv", mimeType: "text/csv",
    buffer: Buffer.from("mechanism,year,addressee,text\nupr,2024,XA,Open a hotline\n"),
  });
  await visitor.follow("preview", () => page.getByRole("button", { name: "Read the file" }).click());
  await visitor.picture("recommendations-new", true);

  step("a plan of action is read, filtered, changed as a table and stated as its next version");
  await visitor.open("/plans");
  await visitor.picture("plans", true);
  await visitor.follow("plan", () => page.locator("tbody a", { hasText: "Global Plan" }).click());
  await visitor.picture("plan", true);
  const planAddress = page.url();
  await visitor.open(`${new URL(planAddress).pathname}/report`);
  await visitor.picture("plan report", true);
  await visitor.open("/account");
  await visitor.picture("account", true);
  await visitor.open(new URL(planAddress).pathname);
  await page.getByLabel("Sides", { exact: true }).selectOption("demand");
  await visitor.follow("demand", () => page.getByRole("button", { name: "Show" }).click());
  assert.match(await visitor.words(), /38 of 60 actions/);
  const planTable = await page.request.get(`${planAddress}/table`);
  const changed = (await planTable.text()).replace("Improve birth registration", "Extend birth registration");
  await page.locator('input[type="file"]').setInputFiles({
    name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(changed),
  });
  await visitor.follow("next version", () => page.getByRole("button", { name: "State", exact: true }).click());
  assert.match(await visitor.words(), /Version 2 of 2/);
  assert.match(await visitor.words(), /Extend birth registration/);
  await page.locator('input[type="file"]').setInputFiles({
    name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(changed.replace("GPA-02,", "GPA-01,")),
  });
  await visitor.follow("refused", () => page.getByRole("button", { name: "State", exact: true }).click());
  assert.match(await visitor.words(), /GPA-01.* stands twice/);

  step("commitments are listed, one is followed to its light, and progress is claimed");
  await visitor.open("/commitments");
  await visitor.picture("commitments", true);
  await page.getByLabel("Traffic light").selectOption("amber");
  await visitor.follow("amber", () => page.getByRole("button", { name: "Search" }).click());
  assert.match(await visitor.words("tbody"), /Amber/);
  await visitor.follow("commitment", () => page.locator("tbody th a").first().click());
  await visitor.picture("commitment", true);
  await page.locator("#claim-partial").check();
  await page.getByLabel("What was done").fill("Two districts are done");
  await page.getByLabel("Title of a document").fill("Our own report");
  await visitor.follow("unchecked", () => page.getByRole("button", { name: "Claim progress" }).click());
  assert.match(await visitor.words('[role="alert"]'), /address or a digest/);
  assert.equal(await page.getByLabel("What was done").inputValue(), "Two districts are done");
  await page.getByLabel("Its SHA-256 digest").fill("ab".repeat(32));
  await visitor.follow("claimed", () => page.getByRole("button", { name: "Claim progress" }).click());
  assert.match(await visitor.words(), /Two districts are done/);
  await visitor.follow("change", () => page.getByRole("link", { name: "Change this commitment" }).click());
  await visitor.picture("commitment-form", true);

  step("a year-old frame can be seen as it was known, and why its gaps are others now");
  const yearAgo = new Date(Date.now() - 300 * 86_400_000).toISOString().slice(0, 10);
  await visitor.open(`/?at=${yearAgo}&known=then`);
  assert.match(await visitor.words(), /As it was known on/);
  await visitor.follow("changes", () => page.getByRole("link", { name: "What changed since then" }).click());
  assert.match(await visitor.words(), /Why gaps changed/);
  await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  await visitor.lookClosely("changes, all of it");
  await visitor.picture("changes-region", true);
  await visitor.open("/estimates");

  step("victims become money only with a value that holds for them");
  await visitor.follow("profits", () => page.locator('main a[href="/profits"]').click());
  await page.getByLabel("Victims").fill("13000");
  await page.getByLabel("Kind of exploitation").selectOption("sexual");
  await page.getByLabel("Region of the report").selectOption("europe-central-asia");
  await visitor.follow("refused", () => page.getByRole("button", { name: "Compute" }).click());
  assert.match(await visitor.words('[role="alert"]'), /mean of the world/);
  await page.getByLabel("Or your own profit per victim").fill("20000");
  await visitor.follow("result", () => page.getByRole("button", { name: "Compute" }).click());
  assert.match(await visitor.words(), /USD 260,000,000/);
  await visitor.picture("profits", true);

  step("victims of a window become rates of an average day, and mistakes stand beside their field");
  await visitor.follow("prevalence", () => page.locator('main a[href="/prevalence"]').first().click());
  await page.getByLabel("Victims", { exact: true }).fill("13,000");
  await page.getByLabel("What the figure has to do with time").selectOption("window");
  await page.getByLabel("Mean duration in years").fill("0.5");
  await page.getByLabel("Length of the window in years").fill("5");
  await page.getByLabel("People who live there").fill("6500000");
  await visitor.follow("unread", () => page.getByRole("button", { name: "Compute" }).click());
  assert.match(await visitor.words("#people-wrong"), /13,000/);
  assert.equal(await page.getByLabel("Victims", { exact: true }).inputValue(), "13,000");
  await visitor.picture("prevalence-unread", true);
  await page.getByLabel("Victims", { exact: true }).fill("13000");
  await visitor.follow("rates", () => page.getByRole("button", { name: "Compute" }).click());
  assert.match(await visitor.words(), /everybody in a window of 5 years/);
  await visitor.picture("prevalence", true);
  await visitor.open("/matrix");
  await visitor.picture("matrix");
  await theNextActions(visitor);

  step("who does the same, who works with whom, and who should is told with its reasons");
  for (const [path, name] of COORDINATION) {
    await visitor.open(path);
    await visitor.picture(name, true);
  }
  await visitor.open("/network");
  assert.ok((await page.locator("#network a").count()) > 100, "organisations in the picture");
  await visitor.follow("organisation", () => page.locator("#network a").first().click());
  await visitor.follow("its partners", () => page.locator('main a[href^="/partners?organisation="]').click());
  await visitor.open("/overlap");
  await visitor.follow("cell", () => page.locator('tbody a[href^="/cell?"]').first().click());
  await visitor.open("/partners");
  await visitor.follow("room", () => page.locator('li a[href^="/initiatives/"]').first().click());
  await visitor.open("/help/overlap");
  await visitor.open("/corridors");
  assert.match(await visitor.words(), /not proof of trafficking/);
  assert.ok((await page.locator("#corridors a").count()) >= 10, "corridors in the picture");
  await visitor.follow("figure", () => page.locator('#c-1 a[href^="/statements/"]').click());
  await visitor.open("/corridors");
  const covariates = join(folder, "covariates.csv");
  writeFileSync(covariates, "covariate,origin,destination,value,scale\nwages,Atlantis,,10,log\n");
  await page.getByLabel("Bring a table of covariates").setInputFiles(covariates);
  await visitor.follow("refused table", () => page.getByRole("button", { name: "Read the table" }).click());
  assert.match(await visitor.words(), /Atlantis/);

  await aRoundIsLinked(visitor);

  step("print sheets hold the figures and no controls");
  await visitor.open("/");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#sections").isVisible(), false);
  assert.equal(await page.locator("table.frame").isVisible(), true);
  await visitor.picture("print", true);
  await page.emulateMedia({ media: "screen" });
  await leave(visitor);

  await nextWithoutScripts(concert);
  await onAPhone(concert, "en");
  await onAPhone(concert, "ar");

  step("Arabic is read from the other side");
  const reader = await Visitor.arrive(browser, concert.address, { language: "ar" });
  await reader.open("/");
  assert.equal(await reader.page.locator("html").getAttribute("dir"), "rtl");
  await reader.picture("arabic", true);
  await reader.open("/next?pillar=protection&budget=150000&equity=0.3");
  await reader.picture("next-ar", true);
  for (const path of ["/matrix", "/next/compare", "/gaps", "/proportion", "/ladder", "/ask", "/silence", "/changes", "/initiatives", "/estimates", "/prevalence", "/profits", "/import", "/statements", "/help"]) {
    await reader.open(path);
  }
  await reader.open(linkage);
  await reader.picture("arabic-linkage", true);
  for (const [path, name] of COORDINATION) {
    await reader.open(path);
    await reader.picture(`arabic-${name}`, true);
  }
  await leave(reader);

  step("dark screens are readable");
  const owl = await Visitor.arrive(browser, concert.address, { scheme: "dark" });
  await owl.open("/");
  await owl.picture("dark");
  await owl.open("/initiatives");
  for (const [path, name] of COORDINATION) {
    await owl.open(path);
    await owl.picture(`dark-${name}`);
  }
  await leave(owl);
}

/** Lists that nobody may see are linked; what they came to is looked at, and recorded where a number follows. */
async function aRoundIsLinked(visitor) {
  const { page } = visitor;
  step("a round tells who has sent a list, and its lists are linked");
  await visitor.open("/rounds");
  await visitor.picture("rounds", true);
  await visitor.follow("round", () => page.locator("tbody th a").first().click());
  await visitor.picture("round", true);
  await visitor.follow("linking", () => page.getByRole("link", { name: "Linkage of the round" }).click());
  linkage = new URL(page.url()).pathname;
  await visitor.follow("under way", () => page.getByRole("button", { name: "Link the lists" }).click());
  await visitor.picture("linkage-under-way");
  await page.goto(linkage, { waitUntil: "networkidle" });
  await untilItIsFinished(visitor);
  await visitor.open(linkage);
  assert.match(await visitor.words(), /How sure the linkage is/);
  await visitor.picture("linkage", true);
  await visitor.follow("recorded linkage", () => page.getByRole("button", { name: "Record this linkage" }).click());
  step("what it came to is signed for, with people of each kind");
  for (const answer of await page.getByLabel("Holds", { exact: true }).all()) await answer.check();
  await page.getByLabel("Record the people of each kind too").check();
  await visitor.follow("signed", () => page.getByRole("button", { name: "Sign and record" }).click());
  await visitor.picture("linkage-recorded", true);
  assert.match(await visitor.words(), /stands in the journal as an estimate/);

  await page.emulateMedia({ media: "print" });
  await visitor.picture("linkage-print", true);
  await page.emulateMedia({ media: "screen" });
}

/** A plan is asked for, exported and compared; a table is brought. */
async function theNextActions(visitor) {
  const { page } = visitor;
  step("the next actions: a plan, its reasons, its table and its scenario");
  await visitor.follow("next", () => page.locator('.questions a[href="/next"]').click());
  await visitor.picture("next-pillars", true);
  await visitor.follow("pillar", () => page.locator('.choices a[href*="pillar=protection"]').click());
  await visitor.picture("next-first", true);
  await page.getByLabel("Budget", { exact: true }).fill("200000");
  await page.getByLabel("Equity floor, 0 to 1").fill("0.3");
  await visitor.follow("plan", () => page.getByRole("button", { name: "Seek a plan" }).click());
  assert.match(await visitor.words(), /From the best at most/);
  await visitor.picture("next", true);
  const plan = page.url();
  const keep = async (name) => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Keep as a scenario" }).click();
    const file = join(folder, name);
    await (await waiting).saveAs(file);
    return file;
  };
  const first = await keep("first.json");

  step("the range asks the same with another budget");
  await page.locator("#slide").evaluate((range) => {
    range.value = range.max;
  });
  await visitor.follow("more", () => page.getByRole("button", { name: "Seek with this budget" }).click());
  assert.notEqual(new URL(page.url()).searchParams.get("budget"), "200000");
  const second = await keep("second.json");

  step("a mistake stands beside its field, and what was typed stays");
  await page.goto(plan);
  await page.getByLabel("Actions at most").fill("few");
  await visitor.follow("unread", () => page.getByRole("button", { name: "Seek a plan" }).click());
  assert.match(await visitor.words("#most-wrong"), /few/);

  step("the candidates are a table that can be brought again, and a bad cell is refused");
  await page.goto(plan);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "The candidates as a table" }).click();
  const table = join(folder, "actions.csv");
  await (await waiting).saveAs(table);
  const bring = async (file, what) => {
    await page.getByLabel("Bring a table of actions").setInputFiles(file);
    await visitor.follow(what, () => page.getByRole("button", { name: "Read the table" }).click());
  };
  await bring(table, "brought");
  assert.match(await visitor.words(), /Your table has/);
  assert.ok(new URL(page.url()).searchParams.get("table"));
  const wrong = join(folder, "wrong.csv");
  writeFileSync(wrong, "action,place,amount,cost\nx,nowhere,5,-1\n");
  await bring(wrong, "refused");
  assert.match(await visitor.words('[role="alert"]'), /wrong\.csv/);

  step("two scenarios are compared, and one is looked at again");
  await visitor.open("/next/compare");
  await page.getByLabel("Scenario", { exact: true }).setInputFiles(first);
  await page.getByLabel("Second scenario").setInputFiles(second);
  await visitor.follow("compared", () => page.getByRole("button", { name: "Look at them" }).click());
  assert.match(await visitor.words(), /Only in the second/);
  await visitor.picture("next-compared", true);
  await page.getByLabel("Scenario", { exact: true }).setInputFiles(first);
  await visitor.follow("again", () => page.getByRole("button", { name: "Look at them" }).click());
  assert.match(await visitor.words(), /same to the last byte/);
  await visitor.picture("next-again", true);
}

/** The same for somebody whose browser runs no scripts. */
async function nextWithoutScripts(concert) {
  step("a plan is asked for and compared without scripts");
  const visitor = await Visitor.arrive(browser, concert.address, { scripts: false });
  const { page } = visitor;
  await visitor.open("/next");
  await page.getByLabel("Pillar", { exact: true }).selectOption("protection");
  await page.getByLabel("Budget", { exact: true }).fill("150000");
  await visitor.follow("plan", () => page.getByRole("button", { name: "Seek a plan" }).click());
  assert.match(await visitor.words(), /From the best at most/);
  await visitor.open("/next/compare");
  await page.getByLabel("Scenario", { exact: true }).setInputFiles(join(folder, "second.json"));
  await visitor.follow("again", () => page.getByRole("button", { name: "Look at them" }).click());
  assert.match(await visitor.words(), /Then and now/);
  await leave(visitor);
}

async function onAPhone(concert, language) {
  step(`a phone of 360 px and one of 320 px show everything (${language})`);
  for (const width of [360, 320]) {
    const look = { language, width, height: 740 };
    const visitor = await Visitor.arrive(browser, concert.address, look);
    const { page } = visitor;
    await visitor.open("/");
    if (width === 360) await visitor.picture(`phone-${language}`, false);
    if (width === 360) await visitor.picture(`phone-${language}-whole`, true);
    await page.locator("button.menu").click();
    await page.locator("#sections a").first().waitFor({ state: "visible" });
    if (width === 360) await visitor.picture(`phone-${language}-menu`);
    await visitor.follow("initiatives", () => page.locator('#sections a[href="/initiatives"]').click());
    if (width === 360) await visitor.picture(`phone-${language}-initiatives`);
    await visitor.follow("initiative", () => page.locator("tbody a").first().click());
    await visitor.open("/next?pillar=protection&budget=150000&equity=0.3");
    if (width === 360) await visitor.picture(`phone-${language}-next`, true);
    for (const path of ["/matrix", "/gaps", "/proportion", "/ladder", "/ask", "/silence", "/changes", "/organisations", "/estimates", "/prevalence", "/profits", "/statements", "/import", "/commitments", "/reviews", "/reviews/new", "/recommendations", "/recommendations/alike", "/rounds"]) {
      await visitor.open(path);
    }
    await visitor.open(linkage);
    if (width === 360) await visitor.picture(`phone-${language}-linkage`, true);
    for (const [path, name] of COORDINATION) {
      await visitor.open(path);
      if (width === 360) await visitor.picture(`phone-${language}-${name}`, true);
    }
    for (const [path, name, first] of PLANNED) {
      await visitor.open(path);
      if (!name) continue;
      await visitor.follow(name, () => page.locator(first).first().click());
      if (width === 360) await visitor.picture(`phone-${language}-${name}`, true);
    }
    await leave(visitor);
  }
}
