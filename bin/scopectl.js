#!/usr/bin/env node
// CommonJS, because Node 20 needs a fifth of its own start-up time to bring up the loader of ES modules.
const {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs')
const { dirname } = require('node:path')
const { Script } = require('node:vm')

const BUG = 1
const NOT_ASKED = 2
const HELP = ['-h', '--help']

const dist = `${dirname(__dirname)}/dist`
// Beside the program, not in a folder of the user's, which may come with a checkout: V8 runs what lies here.
const cache = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : `${dist}/.cache`
const argv = process.argv.slice(2)
// It has no effect here (src/io/http-get.ts), and Node would warn that it has.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

if (existsSync(`${dist}/scopectl.cjs`)) {
  // Loaded at once: whatever is broken in it ends with 1, also where NODE_OPTIONS lets lost promises pass.
  const fresh = []
  run(program(fresh), fresh)
} else {
  process.stderr.write('error: scopectl is not built: run `npm run build` first\n')
  process.exitCode = BUG
}

function program(fresh) {
  const module = { exports: {} }
  const from = (name) => {
    if (name === './more.cjs') return load('more.cjs', fresh)
    return require(name.startsWith('.') ? `${dist}/${name}` : name)
  }
  load('scopectl.cjs', fresh)(module, from)
  return module.exports
}

async function run({ main, realContext, endingOf }, fresh) {
  const end = endingOf(process)
  const exit = await main(argv, realContext(process))
  // A command that was not understood has hardly run, and may not even be one.
  if (exit !== BUG && exit !== NOT_ASKED) for (const { script, file } of fresh) keep(script, file)
  end(exit)
}

/** A file of the program, from what V8 compiled of it when the same command ran before: half of the start-up time. */
function load(name, fresh) {
  const filename = `${dist}/${name}`
  const source = readFileSync(filename, 'latin1') // the build writes ASCII
  const file = keptFile(source)
  const cachedData = file && readKept(file)
  const script = new Script(source, { filename, cachedData })
  if (file && (!cachedData || script.cachedDataRejected)) fresh.push({ script, file })
  return script.runInThisContext()
}

/**
 * Named by all that it depends on; V8 checks its own version and flags, but not the text. For each command word its own, and
 * none where it only asks for help.
 */
function keptFile(source) {
  const [word = ''] = argv
  if (!cache || !/^[a-z-]{1,20}$/.test(word) || HELP.some((flag) => argv.includes(flag)))
    return undefined
  const hash = source.slice(2, source.indexOf('\n'))
  return `${cache}/${process.version}-${process.arch}-${hash.slice(0, 32)}-${word}`
}

function readKept(file) {
  try {
    return readFileSync(file)
  } catch {
    return undefined // not there, or not for us: it is compiled
  }
}

function keep(script, file) {
  const half = `${file}.${process.pid}`
  try {
    if (!existsSync(cache)) mkdirSync(cache, 0o755)
    try {
      const fd = openSync(half, 'wx', 0o644) // before the work is done, which may be for nothing
      writeFileSync(fd, script.createCachedData())
      fsyncSync(fd) // V8 believes what it finds: zeros after a power cut would end every run
      closeSync(fd)
      renameSync(half, file) // whole, or not at all
    } finally {
      rmSync(half, { force: true })
    }
  } catch {
    // Where nothing may be written, each run compiles.
  }
}
