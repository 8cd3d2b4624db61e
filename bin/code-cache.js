const { closeSync, existsSync, mkdirSync, openSync } = require('node:fs')
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')

const DIGEST_BYTES = 32

/**
 * Keeps the code that V8 compiled of the program's files, for the next run: half of the start-up time. Each command has its
 * own, since it holds the functions which that command has called.
 *
 * V8 checks that kept code is of its own version and of a source of that length, and believes the rest. So each file
 * begins with a SHA-256 of its name and content, which is checked first: what is damaged, cut off or lies under another name
 * is as good as absent. Not protected against: somebody who may write to the folder, and so to the program itself.
 *
 * @param {string} folder beside the program, not in the user's home or a checkout: V8 runs what lies here
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
        return undefined // not there, or not readable: V8 compiles
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
          const fd = openSync(half, 'wx', 0o644) // before the work is done, which may be for nothing
          const code = script.createCachedData()
          writeFileSync(fd, Buffer.concat([digest(label(name), code), code]))
          closeSync(fd)
          renameSync(half, file) // whole; after a power cut perhaps not, which the digest tells
        } finally {
          rmSync(half, { force: true })
        }
      } catch {
        // Where nothing may be written, each run compiles.
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
