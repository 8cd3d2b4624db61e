import { SCRIPT, SCRIPT_HASH, STYLE, STYLE_HASH } from 'virtual:access-page'
import type { PageData } from '../../core/matrix/page-data.js'
import { escapeJson } from '../escape.js'
import { html, page } from './page.js'

/** The access page: its data as JSON, and the script of src/page that shows it. */
export function accessPage(data: PageData): Iterable<string> {
  const title = `Access: ${data.catalog}`
  return page(title, body(title, data), {
    style: { text: STYLE, hash: STYLE_HASH },
    script: SCRIPT_HASH,
  })
}

function* body(title: string, data: PageData): Generator<string> {
  yield `<div id="app"><h1>${html(title)}</h1>
<noscript><p>This page needs JavaScript. Without it, <code>scopectl matrix</code> prints the same table.</p></noscript></div>
`
  yield `<script type="application/json" id="data">${jsonInHtml(data)}</script>\n`
  yield `<script>${SCRIPT}</script>\n`
}

/** Nothing in it can end the element or start a comment, and the last check of printed text finds nothing to change. */
const jsonInHtml = (value: object): string =>
  escapeJson(JSON.stringify(value)).replaceAll('<', '\\u003c').replaceAll('&', '\\u0026')
