import { Visitor, openBrowser } from "./visitor.mjs";
const base = process.argv[2]; const b = await openBrowser();
for (const spec of process.argv.slice(3)) {
  const [name, path, lang="en", width="1280", scheme="light", full="1"] = spec.split("|");
  const v = await Visitor.arrive(b, base, {language: lang, width: +width, height: +width<500?780:900, scheme});
  v.page.on("console", m => console.log(name, m.text()));
  await v.page.goto(path, {waitUntil:"networkidle"});
  await v.page.screenshot({path:`/tmp/shots/${name}.png`, fullPage: full==="1"});
  await v.leave();
}
await b.close();
