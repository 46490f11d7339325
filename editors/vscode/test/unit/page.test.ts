import assert from "node:assert/strict";
import { test } from "node:test";
import { escaped, panelPage, picturePage } from "../../src/panel/page.js";

const SOURCE = "https://*.example";

function policy(page: string): Map<string, string> {
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  return new Map(
    content.split("; ").map((part): [string, string] => {
      const [name, ...sources] = part.split(" ");
      return [name ?? "", sources.join(" ")];
    }),
  );
}

test("the panel runs one script, named by its nonce, and has no inline style", () => {
  const page = panelPage({ source: SOURCE, script: `${SOURCE}/panel.js`, style: `${SOURCE}/panel.css`, nonce: "n0" });
  assert.deepEqual(Object.fromEntries(policy(page)), {
    "default-src": "'none'",
    "style-src": SOURCE,
    "script-src": "'nonce-n0'",
  });
  assert.deepEqual(page.match(/<script[^>]*>/g), [`<script nonce="n0" src="${SOURCE}/panel.js">`]);
  assert.doesNotMatch(page, / style=| on\w+=/);
});

test("the picture's page runs no script", () => {
  const page = picturePage("<svg></svg>", { source: SOURCE, style: `${SOURCE}/panel.css` });
  assert.equal(policy(page).get("script-src"), undefined);
  assert.equal(policy(page).get("default-src"), "'none'");
  assert.match(page, /<svg><\/svg>/);
});

test("text in attributes is escaped", () => {
  assert.equal(escaped(`"<&>`), "&quot;&lt;&amp;&gt;");
});
