-- nvim --headless --clean -l tour.lua SETUP FILE: a user tries everything that the server offers; for recording.
local setup, file = arg[1], arg[2]
vim.opt.swapfile = false
dofile(setup)
vim.cmd.edit(file)
vim.bo.filetype = "python"
local buffer = vim.api.nvim_get_current_buf()
local function client() return vim.lsp.get_clients({ bufnr = buffer, name = "seqlint" })[1] end
vim.wait(30000, function() return client() and client().initialized end, 20)

local function place(words, step)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { row, column - 1 + (step or 0) })
      return vim.lsp.util.make_position_params(0, client().offset_encoding)
    end
  end
  error("no " .. words)
end

local function ask(method, params)
  local answer = client():request_sync(method, params, 30000, buffer)
  io.write(method .. ": " .. vim.inspect(answer and (answer.err or (answer.result ~= nil and "ok"))) .. "\n")
  return answer and answer.result
end

local document = { textDocument = vim.lsp.util.make_text_document_params(buffer) }
local whole = { start = { line = 0, character = 0 }, ["end"] = { line = 99, character = 0 } }

vim.wait(30000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
for _, words in ipairs({ "Sequential", "Dense", "'relu'", "input_shape", "x_train", "compile", "loss=", "fit" }) do
  ask("textDocument/hover", place(words, 1))
  ask("textDocument/definition", place(words, 1))
  ask("textDocument/documentHighlight", place(words, 1))
  local references = place(words, 1)
  references.context = { includeDeclaration = true }
  ask("textDocument/references", references)
end
ask("textDocument/documentSymbol", document)
ask("textDocument/foldingRange", document)
ask("textDocument/documentLink", document)
ask("textDocument/codeLens", document)
ask("textDocument/inlayHint", { textDocument = document.textDocument, range = whole })
ask("workspace/symbol", { query = "" })
ask("workspace/diagnostic", { previousResultIds = {} })
for _, name in ipairs({ "explain", "summary", "picture", "model" }) do
  ask("workspace/executeCommand", { command = "seqlint." .. name, arguments = { place("Sequential") } })
end
ask("workspace/executeCommand", { command = "seqlint.nothing", arguments = {} })
local actions = { textDocument = document.textDocument, range = whole, context = { diagnostics = {}, triggerKind = 1 } }
ask("textDocument/codeAction", actions)

-- A layer is typed, letter by letter, and proposals are asked for.
place("tf.keras.layers.Dense(10")
vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes("O", true, false, true), "x", false)
vim.api.nvim_buf_set_lines(buffer, vim.api.nvim_win_get_cursor(0)[1] - 1, vim.api.nvim_win_get_cursor(0)[1], false, { "" })
for _, char in ipairs(vim.split("    tf.keras.layers.Dropout(0.2, ", "")) do
  local row = vim.api.nvim_win_get_cursor(0)[1]
  local line = vim.api.nvim_buf_get_lines(buffer, row - 1, row, false)[1] .. char
  vim.api.nvim_buf_set_lines(buffer, row - 1, row, false, { line })
  vim.api.nvim_win_set_cursor(0, { row, #line })
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  params.position.character = #line
  if char == "." or char == "(" or char == "D" then ask("textDocument/completion", params) end
  if char == "(" or char == "," then ask("textDocument/signatureHelp", params) end
end
-- A request that is no longer wanted.
local _, id = client():request("textDocument/hover", place("Sequential"), function() end, buffer)
client():cancel_request(id)
vim.cmd("undo")
ask("textDocument/hover", place("Sequential"))

-- A name is given and changed.
place("softmax")
vim.cmd([[%s/'softmax')/'softmax', name='answers')/]])
local rename = place("answers", 1)
ask("textDocument/prepareRename", rename)
ask("textDocument/rename", vim.tbl_extend("force", rename, { newName = "digits" }))
ask("textDocument/rename", vim.tbl_extend("force", rename, { newName = "a/b" }))
vim.cmd("write")

-- What the server never offered, and what nobody knows.
ask("textDocument/formatting", { textDocument = document.textDocument, options = { tabSize = 4, insertSpaces = true } })
ask("nothing/likeIt", {})
client():notify("$/nothingLikeIt", {})
vim.cmd("bdelete!")
vim.wait(300)
client = vim.lsp.get_clients({ name = "seqlint" })[1]
if client then client:stop() end
vim.wait(5000, function() return #vim.lsp.get_clients() == 0 end, 20)
