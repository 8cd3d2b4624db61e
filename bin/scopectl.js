#!/usr/bin/env node
// CommonJS, because Node 20 needs a fifth of its own start-up time to bring up the loader of ES modules.
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const BUG = 1
const NOT_ASKED = 2

const dist = join(__dirname, '..', 'dist')
const argv = process.argv.slice(2)

if (existsSync(join(dist, 'scopectl.cjs'))) {
  run()
} else {
  process.stderr.write('error: scopectl is not built: run `npm run build` first\n')
  process.exitCode = BUG
}

async function run() {
  const module = { exports: {} }
  const fresh = []
  const from = (name) => {
    if (name === './named.cjs' || name === './more.cjs') return load(name, fresh)
    return require(name.startsWith('.') ? join(dist, name) : name)
  }
  load('scopectl.cjs', fresh)(module, from)
  const { main, realContext } = module.exports
  const exit = await main(argv, realContext(process))
  process.exitCode = exit
  // A command that was not understood has hardly run, and may not even be one.
  if (exit !== BUG && exit !== NOT_ASKED) for (const { script, file } of fresh) keep(script, file)
}

/**
 * A file of the program, from what V8 compiled of it when the same command ran before: half of the start-up time. That is
 * kept beside its source, not in a shared temp folder where others could plant some.
 */
function load(name, fresh) {
  const filename = join(dist, name)
  const source = readFileSync(filename, 'latin1') // the build writes ASCII
  const file = keptFile(source)
  const cachedData = file && existsSync(file) ? readFileSync(file) : undefined
  const script = new Script(source, { filename, cachedData })
  if (file && (!cachedData || script.cachedDataRejected)) fresh.push({ script, file })
  return script.runInThisContext()
}

/** Named by all that it depends on; V8 checks its own version and flags, but not the text. */
function keptFile(source) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined
  const [word = ''] = argv
  const hash = source.slice(2, source.indexOf('\n'))
  const name = `${process.version}-${process.arch}-${hash.slice(0, 32)}`
  return /^[a-z-]{1,20}$/.test(word) ? join(dist, '.cache', `${name}-${word}`) : undefined
}

function keep(script, file) {
  const half = `${file}.${process.pid}`
  try {
    const folder = join(file, '..')
    if (!existsSync(folder)) mkdirSync(folder)
    writeFileSync(half, '', { flag: 'wx' }) // before the work is done, which may be for nothing
    writeFileSync(half, script.createCachedData())
    renameSync(half, file) // whole, or not at all
  } catch {
    // Where nothing may be written, each run compiles.
  }
}
