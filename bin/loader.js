const { Script } = require('node:vm')

/** Below this size, V8 compiles a file about as fast as it loads cached code. */
const WORTH_KEEPING = 20_000

/**
 * Returns the function that loads the bundled files of the program, each at most once. Node's own loader cannot use
 * code that V8 compiled earlier (the compile cache of `node:module` begins with Node 22, and omits code that runs
 * late).
 *
 * @param {object} files
 * @param {(name: string) => { filename: string, source: string }} files.read
 * @param {(name: string) => Buffer | undefined} files.cachedCode the code that V8 compiled from this file in an earlier
 * run
 * @param {(name: string, script: Script) => void} files.compiled is called for each file that V8 had to compile
 */
exports.loaderOf = ({ read, cachedCode, compiled }) => {
  const modules = new Map()

  /** @param {string} name in the bundler's form: `./check-1a2b3c4d.cjs` */
  function load(name) {
    const known = modules.get(name)
    if (known) return known.exports
    // The bundler defines a getter for each of hundreds of exports: cheap on an object without a prototype, which is a
    // hash table in V8; on any other object each one would create a new hidden class.
    const module = { exports: Object.create(null) }
    modules.set(name, module)
    const requireFrom = (/** @type {string} */ id) => (id.startsWith('./') ? load(id) : require(id))
    compile(name).runInThisContext()(module.exports, requireFrom, module)
    return module.exports
  }

  /** @param {string} name */
  function compile(name) {
    const { filename, source } = read(name)
    const wrapped = `(function(exports,require,module){${source}\n})`
    if (source.length < WORTH_KEEPING) return new Script(wrapped, { filename })
    const cachedData = cachedCode(name)
    const script = new Script(wrapped, { filename, cachedData })
    if (!cachedData || script.cachedDataRejected) compiled(name, script)
    return script
  }

  return load
}

/** Ends with an uncaught exception, which exits with 1 also where NODE_OPTIONS ignore rejections. */
exports.crash = (/** @type {unknown} */ error) => {
  process.nextTick(() => {
    throw error
  })
}
