/** The page of the side panel and that of the picture, both under a strict content security policy. */

export interface Parts {
  /** The source that the editor serves the extension's files from. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
}

/** The page in which `webview/main.ts` draws. */
export function panelPage({ source, script, style, nonce }: Parts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>seqlint: the model at the cursor</title>
</head>
<body>
<div id="spoken" role="status" aria-live="polite"></div>
<main id="drawing"></main>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** The page with a model's picture. No script runs in it, and nothing is loaded but the style. */
export function picturePage(svg: string, { source, style }: Pick<Parts, "source" | "style">): string {
  // The picture has a style sheet of its own.
  const policy = `default-src 'none'; style-src ${source} 'unsafe-inline'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<link rel="stylesheet" href="${escaped(style)}">
<title>seqlint: picture of the model</title>
</head>
<body class="picture">${svg}</body>
</html>
`;
}

/** Text as it stands in an attribute. */
export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
