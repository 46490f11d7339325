" vim -u NONE -N -es -S ale.vim, with SEQLINT_SETUP, SEQLINT_FILE, SEQLINT_OUT: a user of ALE opens the program and looks.
filetype plugin on
exe 'source ' . fnameescape($SEQLINT_SETUP)
let g:ale_linters = {'python': ['seqlint']}
let g:ale_hover_to_preview = 1
let s:said = []

func! s:Check(name, condition, seen) abort
  let l:left = 600
  while l:left > 0 && !eval(a:condition)
    sleep 50m
    let l:left -= 1
  endwhile
  call add(s:said, (eval(a:condition) ? 'ok   ' : 'FAIL ') . a:name . '  ' . string(eval(a:seen)))
endfunc

func! Errors() abort
  return filter(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.type is# "E"')
endfunc

func! Card() abort
  return bufnr('ALEPreviewWindow') > 0 ? join(getbufline(bufnr('ALEPreviewWindow'), 1, '$'), "\n") : ''
endfunc

exe 'edit ' . fnameescape($SEQLINT_FILE)
set filetype=python
ALELint
call s:Check('one error', 'len(Errors()) == 1', 'map(Errors(), "[v:val.lnum, v:val.col, v:val.text]")')
call s:Check('its line', 'getline(get(get(Errors(), 0, {}), "lnum", 1)) =~# "model.compile"', '""')
call cursor(search('Dense(64'), 1)
call search('Dense(64')
call cursor(line('.'), match(getline('.'), 'Dense(64') + 3)
ALEHover
call s:Check('hover says its arithmetic in plain text', 'Card() =~# "784 × 64 + 64 = 50,240" && Card() !~# "\\*\\*"', 'Card()')
call writefile(s:said, $SEQLINT_OUT)
exe (join(s:said) =~# 'FAIL' ? 'cquit!' : 'qall!')
