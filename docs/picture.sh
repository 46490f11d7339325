#!/usr/bin/env bash
# Makes docs/hover.png: a real Neovim with editors/neovim/seqlint.lua on examples/digits.py, its hover open.
# Needs nvim 0.11, tmux, aha and chromium on the PATH, and seqlint installed in the environment that is active.
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp -d)"
trap 'tmux -L seqlint-picture kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
cat >"$work/init.lua" <<LUA
vim.o.termguicolors, vim.o.number, vim.o.signcolumn, vim.o.laststatus = true, true, "yes", 0
vim.o.swapfile, vim.o.ruler, vim.o.showmode, vim.o.wrap, vim.o.winborder = false, false, false, false, "rounded"
vim.cmd.colorscheme("habamax")
for group, colours in pairs({
  NormalFloat = { fg = "#d0d0d0", bg = "#262626" }, FloatBorder = { fg = "#6c6c6c", bg = "#262626" },
  ["@markup.raw.markdown_inline"] = { fg = "#afd7af" }, ["@markup.raw.block.markdown"] = { fg = "#afd7d7" },
  LspInlayHint = { fg = "#87875f", italic = true }, LspCodeLens = { fg = "#87875f" },
}) do vim.api.nvim_set_hl(0, group, colours) end
vim.diagnostic.config({ virtual_text = { format = function(found) return found.code end } })
dofile("editors/neovim/seqlint.lua")
vim.api.nvim_create_autocmd("LspAttach", { callback = function() vim.lsp.codelens.refresh() end })
vim.api.nvim_create_autocmd("DiagnosticChanged", { callback = function() vim.fn.writefile({}, "$work/ready") end })
LUA

tmux -L seqlint-picture new-session -d -s shot -x 118 -y 34 \
  "env TERM=xterm-256color COLORTERM=truecolor PATH='$PATH' nvim --clean -u '$work/init.lua' examples/digits.py"
tmux -L seqlint-picture set-option -g default-terminal tmux-256color
for _ in $(seq 300); do [[ -e "$work/ready" ]] && break; sleep 0.1; done
tmux -L seqlint-picture send-keys -t shot '6G0fD'
tmux -L seqlint-picture send-keys -t shot 'K'
sleep 2
tmux -L seqlint-picture capture-pane -e -p -t shot | aha --black --title seqlint >"$work/shot.html"
# One cell each, also for the sign that the font lacks.
sed -i -e 's/<pre>/<pre style="font: 15px DejaVu Sans Mono; margin: 8px; line-height: 1.2">/' \
  -e 's/<body[^>]*>/<body style="color: #bcbcbc; background: #1c1c1c">/' \
  -e 's/⋮/<span style="display: inline-block; width: 1ch; text-align: center">⋮<\/span>/g' "$work/shot.html"
chromium --headless --no-sandbox --disable-gpu --disable-background-networking --user-data-dir="$work/profile" \
  --hide-scrollbars --window-size=1090,630 --screenshot="$PWD/docs/hover.png" "file://$work/shot.html" >/dev/null 2>&1
ls -l docs/hover.png
