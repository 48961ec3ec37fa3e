import { readFileSync } from "node:fs";
import { Visitor, openBrowser } from "./visitor.mjs";
const base = process.argv[2]; const token = readFileSync(process.argv[3],"utf8").match(/session\t(\S+)/)[1];
const b = await openBrowser();
for (const spec of process.argv.slice(4)) {
  const [name, path, lang="en", width="1280"] = spec.split("|");
  const v = await Visitor.arrive(b, base, {language: lang, width: +width});
  await v.context.addCookies([{name:"session", value: token, url: base}]);
  await v.page.goto(path, {waitUntil:"networkidle"});
  await v.page.screenshot({path:`/tmp/shots/${name}.png`, fullPage: true});
  await v.leave();
}
await b.close();
