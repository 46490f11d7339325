vim.lsp.config("seqlint", {
  cmd = { "seqlint", "server" },
  filetypes = { "python" },
  root_markers = { "pyproject.toml", "seqlint.toml", ".git" },
  settings = {
    seqlint = {
      hover = { detail = "full" },
      hints = { layer = true, data = true, parameters = true, argument = false },
    },
  },
})
vim.lsp.enable("seqlint")
vim.lsp.inlay_hint.enable(true)
