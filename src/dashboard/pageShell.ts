export interface PageParts {
  /** Unguessable, new for each page. */
  readonly nonce: string;
  /** Where VS Code serves our own files from, as a source of a content security policy. */
  readonly ownSource: string;
  readonly script: string;
  readonly style: string;
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
}

/**
 * The empty page. It may run the one script that has the nonce, and load our own style. Nothing else: no image, no font,
 * no frame, no request, no form, no other address for what is relative (D03, D05). What is drawn comes by message.
 */
export function pageShell({ nonce, ownSource, script, style, language, title }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${ownSource}`,
    "img-src 'none'",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${quoted(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${quoted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${quoted(title)}</title>
<link rel="stylesheet" href="${quoted(style)}">
</head>
<body>
<div id="root"></div>
<script nonce="${quoted(nonce)}" src="${quoted(script)}"></script>
</body>
</html>
`;
}

/** As the value of an attribute, or as text. */
export function quoted(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
