import type { FileProblems } from '../../core/problems/files.js'
import { commandLine, option } from '../shell.js'
import { environmentWords } from './environment.js'
import { bytes, plural, quote, type Words } from './words.js'

/** What system error codes mean; other codes are shown as they are. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'the parent folder does not exist'],
  ['ENOTDIR', 'part of the path is not a folder'],
  ['ENOSPC', 'no space left on the device'],
  ['EROFS', 'read-only file system'],
  ['EDQUOT', 'disk quota exceeded'],
  ['EFBIG', 'file too large for the limit of this process'],
  ['EIO', 'input/output error'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the name is too long'],
])
export const system = (why: string): string => SYSTEM.get(why) ?? why

/** What to do about it. */
const UNWRITABLE: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'get write permission for its folder, or work on a copy in a folder of your own'],
  ['EPERM', 'get write permission for its folder, or work on a copy in a folder of your own'],
  ['EROFS', 'work on a copy in a folder that can be written'],
  ['ENOSPC', 'free some space, and run the command again'],
  ['EDQUOT', 'free some space, and run the command again'],
  ['EFBIG', 'raise the limit with `ulimit -f`, and run the command again'],
])

/** The sentences for files, stdin and the environment. */
export const fileWords: Words<FileProblems> = {
  ...environmentWords,
  'file-missing': ({ file, by }) => ({
    says: `no such file: ${quote(file)}${by === undefined ? '' : ` (${by})`}`,
  }),
  'file-unreadable': ({ file, why }) => ({ says: `cannot read ${quote(file)}: ${system(why)}` }),
  'file-not-regular': ({ file, kind }) => ({
    says: `${quote(file)} is a ${kind === 'pipe' ? 'FIFO' : kind}, not a file`,
    hint: kind === 'pipe' ? 'write it to a file first' : undefined,
  }),
  'not-a-folder': ({ file, by }) => ({ says: `${quote(file)} is not a folder (${by})` }),
  'file-loop': ({ file }) => ({
    says: `${quote(file)} is a symbolic link that points back to itself`,
  }),
  'file-too-big': ({ file, limit }) => ({
    says: `${quote(file)} is larger than ${bytes(limit)}`,
    // Only catalogs, users and suites have this limit; of keys and foreign documents, little is known.
    hint:
      limit === 10_000_000
        ? 'a catalog can be split by API; users can be NDJSON or CSV, which are read line by line'
        : undefined,
  }),
  'text-too-big': ({ file, size, limit }) => ({
    says: `${quote(file)} would have ${(size / 1_000_000).toFixed(1)} MB, and at most ${bytes(limit)} can be read`,
    hint: 'nothing was written; split the input into several files',
  }),
  'file-not-utf8': ({ file, looks }) => ({
    says: `${quote(file)} is not UTF-8${looks === undefined ? '' : `: it looks like ${looks}`}`,
    hint: 'save it as UTF-8',
  }),
  'file-empty': ({ file }) => ({
    says: `${quote(file)} is empty`,
    hint: 'restore its contents; if a shell emptied it for `>`, print to another file',
  }),
  'file-not-map': ({ file, found }) => ({
    says: `${quote(file)} is not a map: found ${found}`,
    hint: 'begin the file with `version: 1`',
  }),
  'too-many-problems': ({ file, more }) => ({
    says: `${plural(more, 'more problem')} in ${quote(file)}`,
  }),

  'document-memory': ({ file, limit, of }) => ({
    says: `reading ${quote(file)} takes more than ${limit} MB of memory`,
    hint: `give Node.js more: NODE_OPTIONS=--max-old-space-size=8192 (MB); ${of === 'users' ? 'or have the users exported as NDJSON or CSV' : 'as JSON, a document takes less than as YAML'}`,
  }),
  'catalog-missing': ({ from, to, suggestion }) => ({
    says:
      from === to
        ? `no scope catalog found in ${quote(from)}`
        : `no scope catalog found in ${quote(from)} or above it, up to ${quote(to)}`,
    hint:
      suggestion === undefined
        ? 'name one with `-c FILE`, or create one: scopectl init'
        : `to use ${quote(suggestion)}, rename it to scopes.yaml, or pass ${commandLine(option('-c', suggestion)) ?? '-c'}`,
  }),
  'two-files': ({ files: [one, other], flag }) => ({
    says: `both ${quote(one)} and ${quote(other)} exist`,
    hint: `choose one with ${quote(flag)}, or delete the other`,
  }),
  'output-lost': ({ why }) => ({
    says: `the answer could not be written to stdout: ${system(why)}`,
    hint: 'write it somewhere else',
  }),
  'empty-second-file': ({ empty, file, users }) => {
    const remove = commandLine(['rm', empty]) ?? `delete ${quote(empty)}`
    // In another folder, the line would need the flag that names the catalog.
    const convert = users && !/[/\\]/.test(empty) && ['scopectl', 'users', 'convert', '-o', empty]
    const again = convert ? commandLine(convert) : undefined
    return {
      says: `${quote(empty)} is empty, and ${quote(file)} exists too`,
      hint:
        again === undefined
          ? remove
          : `a shell creates the file after \`>\` before scopectl runs; use -o: ${remove} && ${again}`,
    }
  },
  'folder-gone': ({ why }) => ({
    says: `the current folder cannot be used: ${why === 'ENOENT' ? 'it was deleted' : system(why)}`,
    hint: 'change to another folder',
  }),

  'file-exists': ({ file, force }) => ({
    says: `${quote(file)} already exists`,
    hint: force ? 'to overwrite it: --force' : 'choose another name, or delete it first',
  }),
  'file-is-symlink': ({ file }) => ({
    says: `${quote(file)} is a symbolic link, and scopectl does not write through links`,
    hint: 'name the file that it points to',
  }),
  'file-unwritable': ({ file, why }) => ({
    says: `cannot write ${quote(file)}: ${system(why)}`,
    hint: UNWRITABLE.get(why),
  }),

  'stdin-silent': ({ awaited }) => ({ says: `waiting for ${awaited} on stdin` }),
  'stdin-too-big': ({ limit }) => ({ says: `stdin is larger than ${bytes(limit)}` }),
  'queries-not-utf8': ({ file, line }) => ({
    says: `line ${line} of ${quote(file)} is not UTF-8`,
  }),
  'query-too-long': ({ file, line, limit }) => ({
    says: `line ${line} of ${file === undefined ? 'stdin' : quote(file)} is longer than ${bytes(limit)}`,
    hint: 'write one query per line',
  }),
  'stdin-not-utf8': ({ line }) => ({ says: `line ${line} of stdin is not UTF-8` }),
}
