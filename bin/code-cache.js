const { closeSync, existsSync, mkdirSync, openSync } = require('node:fs')
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')

const DIGEST_BYTES = 32

/**
 * Stores the code that V8 compiled from the program's files for the next run, which halves the start-up time. Each
 * command has its own cache, which contains the functions that the command has called.
 *
 * V8 only checks that cached code is from its own version and for a source of the same length. So each file begins with
 * a SHA-256 of its name and content, which is checked first: a damaged, truncated or renamed file counts as missing.
 * NOT protected against: somebody who can write to the folder, and so to the program itself.
 *
 * @param {string} folder next to the program, not in the user's home or a checkout: V8 runs the code in it
 * @param {string} command
 */
exports.codeCacheOf = (folder, command) => {
  /** @param {string} name of a bundled file; it contains a hash of the file */
  const label = (name) => `${process.version}-${process.arch}-${command}-${name.slice(2)}`
  return {
    /** @param {string} name */
    get(name) {
      try {
        const kept = readFileSync(`${folder}/${label(name)}`)
        const code = kept.subarray(DIGEST_BYTES)
        return digest(label(name), code).equals(kept.subarray(0, DIGEST_BYTES)) ? code : undefined
      } catch {
        return undefined // missing, or not readable: V8 compiles
      }
    },
    /**
     * @param {string} name
     * @param {import('node:vm').Script} script
     */
    keep(name, script) {
      const file = `${folder}/${label(name)}`
      const half = `${file}.${process.pid}`
      try {
        if (!existsSync(folder)) mkdirSync(folder, 0o755)
        try {
          const fd = openSync(half, 'wx', 0o644) // before the work is done, which may be in vain
          const code = script.createCachedData()
          writeFileSync(fd, Buffer.concat([digest(label(name), code), code]))
          closeSync(fd)
          renameSync(half, file) // complete; after a power cut perhaps not, which the digest detects
        } finally {
          rmSync(half, { force: true })
        }
      } catch {
        // If nothing can be written, each run compiles.
      }
    },
  }
}

/**
 * @param {string} label
 * @param {Buffer} code
 */
const digest = (label, code) =>
  require('node:crypto').createHash('sha256').update(label).update(code).digest() // only now: 2 ms
