import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { graphCatalog } from './graph.js'
import { runOnce } from './measure.js'
import { folderOf, scopectl } from './world.js'

const [ROUTES, ROLES, FRAMES] = [10_864, 40, 120]

/**
 * The access page in Chromium, with a catalog of the size of Microsoft Graph, compared with a plain <table> of the same
 * cells. A frame is late if the script, the layout or the painting before it took too long: its time on the clock is what
 * a reader sees, and the processor time of the page's main thread says the same on a busy machine.
 */
export async function* rows() {
  const { chromium } = await import('playwright-core')
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath })
  try {
    const cwd = folderOf({ 'scopes.json': JSON.stringify(graphCatalog(ROUTES, ROLES)) })
    runOnce(scopectl(cwd, ['matrix', '--format', 'html', '-o', 'access.html']))
    const { stdout } = runOnce(scopectl(cwd, ['matrix', '--format', 'csv']))
    writeFileSync(join(cwd, 'table.html'), tableOf(stdout))
    const ours = await measured(browser, join(cwd, 'access.html'), OURS)
    const plain = await measured(browser, join(cwd, 'table.html'), PLAIN)
    const size = `${ROUTES} routes x ${ROLES} roles`
    const row = (what, name, goal) => ({
      cells: [
        what,
        ms(ours[name]),
        `plain <table>: ${ms(plain[name])}`,
        ratio(ours[name], plain[name]),
        goal,
      ],
    })
    yield row(`page, first paint, ${size}`, 'paint', '≤ 1 s')
    yield row('page, longest frame while scrolling', 'scroll', '≤ 50 ms')
    yield row('page, longest frame while filtering', 'filter', '≤ 50 ms')
    yield row('page, processor time of a frame while scrolling', 'scrollCpu', '≤ 25 ms')
    yield row('page, processor time of a frame while filtering', 'filterCpu', '≤ 25 ms')
  } finally {
    await browser.close()
  }
}

const OURS = { scroller: '[role=grid]', filter: 'input[type=search]', cell: '[role=gridcell]' }
const PLAIN = { scroller: 'html', filter: '#filter', cell: 'td' }

async function measured(browser, file, names) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(300_000)
  await page.goto(pathToFileURL(file).href, { timeout: 300_000 })
  await page.waitForSelector(names.cell)
  const paint = await page.evaluate(firstPaint)
  const scrolled = await longest(browser, page, longestScrolling, { ...names, frames: FRAMES })
  const filtered = await longest(browser, page, longestFiltering, {
    ...names,
    texts: ['/u', '/users', '/users/{', 'x', '', 'extensions'],
  })
  await page.close()
  return {
    paint,
    ...{ scroll: scrolled.shown, scrollCpu: scrolled.cpu },
    ...{ filter: filtered.shown, filterCpu: filtered.cpu },
  }
}

/** Milliseconds: the longest frame, and the processor time of the longest task of the page's main thread. */
async function longest(browser, page, act, how) {
  const shown = await page.evaluate(act, how)
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await page.evaluate(act, how)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const threadOf = ({ pid, tid }) => `${pid}:${tid}`
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain'
  const main = new Set(traceEvents.filter(isMain).map(threadOf))
  const times = traceEvents
    .filter((event) => event.name.endsWith('RunTask') && main.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1000)
  return { shown, cpu: Math.max(...times) }
}

// These run in the page.

/** Milliseconds until something with text was painted. */
async function firstPaint() {
  for (;;) {
    const [found] = performance.getEntriesByName('first-contentful-paint')
    if (found) return found.startTime
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function longestScrolling({ scroller, frames }) {
  const element = document.querySelector(scroller)
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  let [longest, last] = [0, await frame()]
  for (let i = 0; i < frames; i++) {
    // Slowly, then in leaps of many rows.
    element.scrollTop += i < frames / 2 ? 60 : 2500
    const now = await frame()
    longest = Math.max(longest, now - last)
    last = now
  }
  return longest
}

async function longestFiltering({ filter, texts }) {
  const input = document.querySelector(filter)
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  let longest = 0
  for (const text of texts) {
    await frame()
    const start = await frame()
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await frame()
    longest = Math.max(longest, (await frame()) - start - 1000 / 60)
  }
  return longest
}

/** The simplest alternative: every cell in one table, and a filter that hides rows. */
function tableOf(csv) {
  const [head, ...lines] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const cells = (tag, values) => values.map((value) => `<${tag}>${value}</${tag}>`).join('')
  const body = lines.map((values) => `<tr>${cells('td', values)}</tr>`).join('\n')
  return `<!doctype html><meta charset="utf-8"><title>Access</title><input id="filter">
<table><thead><tr>${cells('th', head)}</tr></thead><tbody>${body}</tbody></table>
<script>
const rows = [...document.querySelectorAll('tbody tr')]
document.getElementById('filter').addEventListener('input', ({ target }) => {
  for (const row of rows) row.hidden = !row.cells[0].textContent.includes(target.value)
})
</script>`
}

const ms = (value) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`
const ratio = (a, b) => (a / b).toFixed(2)
