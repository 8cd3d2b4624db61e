import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const ROOT = join(import.meta.dirname, '..')
const NAME = 'virtual:access-page'

/**
 * The module `virtual:access-page`: the script and the style of the access page as texts, each with its hash for the page's
 * Content-Security-Policy. A plugin of the build and of the tests, so that both have what is in src/page.
 *
 * @returns {{ name: string, resolveId(id: string): string | undefined, load(id: string): Promise<string | undefined> }}
 */
export function accessPage() {
  /** @type {Promise<string> | undefined} */
  let made
  return {
    name: 'access-page',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return Promise.resolve(undefined)
      made ??= source()
      return made
    },
  }
}

async function source() {
  const build = await rolldown({
    input: join(ROOT, 'src/page/main.ts'),
    cwd: ROOT,
    platform: 'browser',
    transform: { target: 'es2022' },
  })
  const { output } = await build.generate({ format: 'iife', minify: true, charset: 'ascii' })
  const [script] = output
  const style = readFileSync(join(ROOT, 'src/page/page.css'), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
  const texts = { SCRIPT: script.code.trim(), STYLE: style.trim() }
  return Object.entries(texts)
    .flatMap(([name, text]) => {
      const hash = createHash('sha256').update(text).digest('base64')
      return [
        [name, text],
        [`${name}_HASH`, hash],
      ]
    })
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)}\n`)
    .join('')
}
