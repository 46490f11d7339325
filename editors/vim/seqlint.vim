packadd ale
call ale#linter#Define('python', {
\   'name': 'seqlint',
\   'lsp': 'stdio',
\   'executable': 'seqlint',
\   'command': '%e server',
\   'language': 'python',
\   'project_root': {buffer -> fnamemodify(bufname(buffer), ':p:h')},
\})
