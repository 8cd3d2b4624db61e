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

/** Nothing is loaded, run, sent or framed, whatever a name in the page manages to write; only our own style is applied. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

/** A page in one file, in parts. The body is HTML, the title is text. */
export function* page(title: string, body: Iterable<string>): Generator<string> {
  yield `${HEAD}<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="scopectl">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`
  yield* body
  yield '</body>\n</html>\n'
}
