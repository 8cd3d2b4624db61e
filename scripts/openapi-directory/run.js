import { createRequire } from 'node:module'

/** The built program; it runs in this process, since starting Node a dozen times per document takes longer than it. */
const { main, realContext } = createRequire(import.meta.url)('../../dist/scopectl.cjs')

/**
 * Runs one command line in a folder.
 * @param {string} cwd
 * @param {string[]} argv
 */
export async function scopectl(cwd, ...argv) {
  const env = { NO_COLOR: '1', HOME: cwd, PATH: process.env.PATH }
  const host = {
    env,
    cwd: () => cwd,
    geteuid: () => process.geteuid?.() ?? 0,
    getBuiltinModule: (name) => process.getBuiltinModule(name),
    stdin: process.stdin,
    platform: process.platform,
  }
  const [stdout, stderr] = [collector(), collector()]
  const outside = {
    env,
    stdout,
    stderr,
    context: (tell, draw) => realContext(host).context(tell, draw),
  }
  const started = performance.now()
  const exit = await main(argv, outside)
  return { exit, stdout: stdout.text(), stderr: stderr.text(), ms: performance.now() - started }
}

function collector() {
  const pieces = []
  return {
    write(text, done) {
      pieces.push(typeof text === 'string' ? text : Buffer.from(text).toString())
      done()
      return true
    },
    on() {},
    text: () => pieces.join(''),
  }
}
