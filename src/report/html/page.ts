import { escapeText } from '../escape.js'
import { STYLE, STYLE_HASH } from './style.js'

/** Untrusted text as text, in an element or in a quoted attribute. */
export const html = (text: string): string =>
  escapeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Every page begins like this; failed-run.ts recognises an earlier report by it. */
const HEAD = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'

/** What a page has of its own, instead of STYLE and no script. */
export interface PageParts {
  readonly style: { readonly text: string; readonly hash: string }
  /** The base64 of the SHA-256 of the one script that may run. */
  readonly script?: string
}

/**
 * Nothing is loaded, run, sent or framed, whatever markup a name may get into the page: only the page's own style is applied,
 * and only its own script runs.
 */
const policy = ({ style, script }: PageParts): string =>
  [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src 'sha256-${script}'`]),
    `style-src 'sha256-${style.hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/** A page in one file, in parts. The body is HTML, the title is text. */
export function* page(
  title: string,
  body: Iterable<string>,
  parts: PageParts = { style: { text: STYLE, hash: STYLE_HASH } },
): Generator<string> {
  yield `${HEAD}<meta http-equiv="Content-Security-Policy" content="${policy(parts)}">
<meta name="generator" content="scopectl">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>${parts.style.text}</style>
</head>
<body>
`
  yield* body
  yield '</body>\n</html>\n'
}
