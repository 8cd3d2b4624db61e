import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import type { GraphAnswer } from '../../src/core/graph/answer.js'
import { dot } from '../../src/report/graph/dot.js'
import { labelOf } from '../../src/report/graph/label.js'
import { mermaid } from '../../src/report/graph/mermaid.js'
import { svg } from '../../src/report/graph/svg.js'
import { hostileGraph } from '../support/hostile-graph.js'
import { tempDir } from '../support/temp-dir.js'
import { run } from './support/install.js'

// The three formats of `graph` with the programs that read them: Mermaid in Chromium, Graphviz, and Chromium for SVG.

const GRAPHS = [hostileGraph(true), hostileGraph(false)]
const dir = tempDir()
const CHROMIUM = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=60000']

/** What Chromium found, or why it could not be asked. */
let seen: { readonly mermaid: Seen[]; readonly svg: SvgSeen[] } | string

interface Seen {
  readonly labels: string[]
  readonly arrows: number
  readonly scripts: number
}
interface SvgSeen {
  readonly wellFormed: boolean
  readonly texts: string[]
  readonly scripts: number
  /** Lines that do not fit into their box, and boxes that cover each other. */
  readonly overflow: string[]
  readonly overlaps: string[]
}

const PAGE = `<!doctype html><meta charset="utf-8"><body><script src="mermaid.min.js"></script><script src="graphs.js"></script>
<script type="module">
const inside = (a, b) => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
const out = { mermaid: [], svg: [] }
try {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
  for (const [i, text] of GRAPHS.mermaid.entries()) {
    await mermaid.parse(text)
    const holder = document.body.appendChild(document.createElement('div'))
    holder.innerHTML = (await mermaid.render('g' + i, text)).svg
    const labels = [...holder.querySelectorAll('.node .nodeLabel')].map((each) => each.innerText)
    out.mermaid.push({ labels, arrows: holder.querySelectorAll('.edgePaths path').length,
      scripts: holder.querySelectorAll('script, img, a').length })
  }
  for (const text of GRAPHS.svg) {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
    const picture = document.body.appendChild(document.importNode(parsed.documentElement, true))
    const boxes = [...picture.querySelectorAll('.box')].map((each) => [each, each.getBBox()])
    const overflow = boxes.flatMap(([each, box]) => [...each.parentNode.querySelectorAll('text')]
      .filter((line) => !inside(line.getBBox(), box)).map((line) => line.textContent))
    const overlaps = boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
      .filter(([, other]) => !apart(one, other)).map(([b]) => a.parentNode.textContent + b.parentNode.textContent))
    out.svg.push({ wellFormed: !parsed.querySelector('parsererror'), overflow, overlaps,
      texts: [...picture.querySelectorAll('g[class] > text')].map((each) => each.textContent),
      scripts: picture.querySelectorAll('script, img, a, image, foreignObject').length })
  }
} catch (error) { out.error = String(error) }
const pre = document.createElement('pre')
pre.id = 'out'
pre.textContent = JSON.stringify(out)
document.body.replaceChildren(pre)
</script>`

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--silent', 'mermaid'], dir)
  if (packed.exit !== 0) {
    seen = `npm cannot fetch mermaid: ${packed.stderr}`
    return
  }
  const name = packed.stdout.trim().split('\n').at(-1) ?? ''
  await run('tar', ['xzf', name, '--strip-components=2', 'package/dist/mermaid.min.js'], dir)
  const texts = (report: (answer: GraphAnswer) => Iterable<string>) =>
    GRAPHS.map((each) => [...report(each)].join(''))
  const graphs = { mermaid: texts(mermaid), svg: texts(svg) }
  writeFileSync(join(dir, 'graphs.js'), `const GRAPHS = ${JSON.stringify(graphs)}`)
  writeFileSync(join(dir, 'page.html'), PAGE)
  const page = pathToFileURL(join(dir, 'page.html')).href
  const shown = await run('chromium', [...CHROMIUM, '--dump-dom', page], dir)
  const found = /<pre id="out">([\s\S]*?)<\/pre>/.exec(shown.stdout)?.[1]
  seen = found
    ? JSON.parse(decoded(found))
    : `chromium cannot be run (Debian: apt-get install chromium): ${shown.stderr.split('\n')[0]}`
})

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#45;', '-')
    .replaceAll('&#160;', ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')

/** The word joiner keeps `$$` from beginning a formula. */
const spaced = (text: string): string => text.replaceAll('\u2060', '').replace(/\s+/g, ' ').trim()
const labelsOf = ({ graph }: GraphAnswer): string[] =>
  graph.nodes
    .map((node) =>
      spaced(
        labelOf(node)
          .map(({ text }) => text)
          .join(' '),
      ),
    )
    .sort()

test('Mermaid draws every box with exactly its names, and every arrow', (context) => {
  if (typeof seen === 'string') return context.skip(seen)
  expect(seen).not.toHaveProperty('error')
  for (const [i, answer] of GRAPHS.entries()) {
    const { labels, arrows, scripts } = seen.mermaid[i] ?? { labels: [], arrows: 0, scripts: 1 }
    expect(labels.map(spaced).sort()).toEqual(labelsOf(answer))
    expect([arrows, scripts]).toEqual([answer.graph.edges.length, 0])
  }
})

test('the SVG is well-formed, its names are text, and nothing is wider than its box or covers another', (context) => {
  if (typeof seen === 'string') return context.skip(seen)
  for (const [i, answer] of GRAPHS.entries()) {
    const { texts = [], ...rest } = seen.svg[i] ?? {}
    expect(rest).toEqual({ wellFormed: true, overflow: [], overlaps: [], scripts: 0 })
    // Long names are on several lines.
    const bare = (text: string): string => text.replace(/\s/g, '')
    expect(bare(texts.join(''))).toBe(
      bare(
        answer.graph.nodes
          .map((node) =>
            labelOf(node)
              .map(({ text }) => text)
              .join(''),
          )
          .join(''),
      ),
    )
  }
})

test('Graphviz draws every box with exactly its names, and every arrow', async (context) => {
  for (const [i, answer] of GRAPHS.entries()) {
    const file = join(dir, `${i}.dot`)
    writeFileSync(file, [...dot(answer)].join(''))
    const done = await run('dot', ['-Tsvg', '-o', `${file}.svg`, file], dir)
    if (done.exit === 127)
      return context.skip('dot is not installed (Debian: apt-get install graphviz)')
    expect([done.exit, done.stderr.replace(/^.*Pango-WARNING.*\n|^\s*\n/gm, '')]).toEqual([0, ''])
    const drawn = readFileSync(`${file}.svg`, 'utf8')
    const boxes = [...drawn.matchAll(/class="node">([\s\S]*?)<\/g>/g)].map(([, box = '']) =>
      spaced(
        [...box.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
          .map(([, text = '']) => decoded(text))
          .join(' '),
      ),
    )
    expect(boxes.sort()).toEqual(labelsOf(answer))
    expect(drawn.match(/class="edge"/g)).toHaveLength(answer.graph.edges.length)
  }
})
