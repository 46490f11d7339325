-- nvim --headless --clean -l neovim.lua SETUP FILE: a user opens the program, looks, and lets seqlint mend it.
local setup, file = arg[1], arg[2]
local failed = 0

local function check(name, ok, seen)
  if not ok then failed = failed + 1 end
  io.write((ok and "ok   " or "FAIL ") .. name .. "  " .. (seen or "") .. "\n")
end

local function wait(condition)
  return vim.wait(30000, condition, 20)
end

vim.opt.swapfile = false
dofile(setup)
vim.cmd.edit(file)
vim.bo.filetype = "python"
local buffer = vim.api.nvim_get_current_buf()

local function place(words)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then return row, column - 1 end
  end
end

local function findings(severity)
  return vim.diagnostic.get(buffer, { severity = severity })
end

check("attached", wait(function()
  local client = vim.lsp.get_clients({ bufnr = buffer, name = "seqlint" })[1]
  return client and client.initialized
end))
local client = vim.lsp.get_clients({ bufnr = buffer })[1]
check("counts in bytes", client.offset_encoding == "utf-8", client.offset_encoding)

check("one error", wait(function() return #findings(vim.diagnostic.severity.ERROR) == 1 end))
local finding = findings(vim.diagnostic.severity.ERROR)[1] or {}
local row, column = place("'categorical_crossentropy'")
check("its code", finding.code == "SEQ307", finding.code)
check("its place", finding.lnum == row - 1 and finding.col == column, ("%d:%d"):format(finding.lnum, finding.col))
check("its related place", finding.user_data.lsp.relatedInformation ~= nil)

local function hover(words, step)
  local r, c = place(words)
  vim.api.nvim_win_set_cursor(0, { r, c + step })
  vim.lsp.buf.hover()
  local window
  wait(function()
    for _, w in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(w).relative ~= "" then window = w return true end
    end
  end)
  if not window then return "" end
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, "\n")
end

local card = hover("Dense(64", 1)
check("hover over Dense", card:find("784 × 64 + 64 = 50,240", 1, true) ~= nil, card)
card = hover("'softmax'", 2)
check("hover over softmax", card:find("10", 1, true) ~= nil and card:find("softmax", 1, true) ~= nil, card)
card = hover("x_train, y_train, epochs", 1)
check("hover over x_train", card:find("60000", 1, true) ~= nil or card:find("60,000", 1, true) ~= nil, card)

local function hints()
  return vim.tbl_map(function(hint)
    local label = hint.inlay_hint.label
    if type(label) == "table" then
      label = table.concat(vim.tbl_map(function(part) return part.value end, label))
    end
    return label
  end, vim.lsp.inlay_hint.get({ bufnr = buffer }))
end

check("hints", wait(function()
  local shown = table.concat(hints(), " | ")
  return shown:find("(None, 64)", 1, true) and shown:find("(None, 10)", 1, true)
end), table.concat(hints(), " | "))

vim.lsp.codelens.refresh({ bufnr = buffer })
check("code lens", wait(function() return #vim.lsp.codelens.get(buffer) == 1 end))
local lens = vim.lsp.codelens.get(buffer)[1]
check("code lens counts", lens and lens.command.title:find("50,890", 1, true) ~= nil, lens and lens.command.title)

-- A half-typed line: the shapes of the rest stay.
vim.api.nvim_buf_set_lines(buffer, 2, 2, false, { "broken = (" })
check("a broken line is found", wait(function() return #findings(vim.diagnostic.severity.ERROR) >= 1
  and findings(vim.diagnostic.severity.ERROR)[1].code == "SEQ001" end))
check("hints are kept", wait(function()
  local shown = table.concat(hints(), " | ")
  return shown:find("~ → (None, 10)", 1, true)
end), table.concat(hints(), " | "))
vim.api.nvim_buf_set_lines(buffer, 2, 3, false, {})
check("the error is back", wait(function() return #findings(vim.diagnostic.severity.ERROR) == 1
  and findings(vim.diagnostic.severity.ERROR)[1].code == "SEQ307" end))

row, column = place("'categorical_crossentropy'")
vim.api.nvim_win_set_cursor(0, { row, column + 2 })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
check("the fix is applied", wait(function() return place("'sparse_categorical_crossentropy'") ~= nil end))
check("no error is left", wait(function() return #findings(vim.diagnostic.severity.ERROR) == 0 end))

client:stop()
check("the server has ended", wait(function() return #vim.lsp.get_clients({ bufnr = buffer }) == 0 end))
os.exit(failed == 0 and 0 or 1)
