// Starts npm emulate's Slack so that it also delivers events, signed: what sends them is part of it, but its command line has no
// option that names an address. POST /subscribe?url=… does here.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, port, seed] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(dist, file)).href);

for (const file of await readdir(dist)) {
  if (!file.endsWith(".js") || !(await readFile(join(dist, file), "utf8")).includes('app.post("/api/conversations.create"')) continue;
  const { slackPlugin } = await load(file);
  const register = slackPlugin.register;
  slackPlugin.register = (app, store, webhooks, ...rest) => {
    register(app, store, webhooks, ...rest);
    app.post("/subscribe", (c) => {
      webhooks.register({ url: c.req.query("url"), events: ["*"], active: true, owner: "slack" });
      return c.json({ ok: true });
    });
  };
}

const { createEmulator } = await load("api.js");
await createEmulator({ service: "slack", port: Number(port), seed: JSON.parse(await readFile(seed, "utf8")) });
console.log("Ready.");
