(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(python-mode . ("seqlint" "server"))))
(add-hook 'python-mode-hook #'eglot-ensure)
