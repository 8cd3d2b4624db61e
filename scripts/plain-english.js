// Fails on phrasing that a native engineer would not use, and says what to write instead.
// node scripts/plain-english.js FILE-OR-FOLDER...   (of a changelog, only the unreleased part is read)
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

// A space in a pattern also matches a line break inside a comment or a paragraph.
/** @type {[pattern: string, instead: string][]} */
const PATTERNS = [
  [
    '(?<!there )\\b(is|are|was|were|be|being) no (?!longer|more|less|fewer|different)',
    'is not a …',
  ],
  ['which there (is|are|was|were) not\\b', 'undefined, missing'],
  ['there (is|are|was|were) not\\b(?! (a|an|any|enough|one|much|many)\\b)', 'undefined, missing'],
  ['\\b(stands?|stood)\\b(?! for\\b|-)', 'is, appears, comes'],
  [
    '\\b(one|question|object|entry|query|user|client|name|fact|token|answer)s? a (line|row)',
    '… per line',
  ],
  ['[\'"`]such as ', 'a hint that names the thing to type, like: try …'],
  ['\\b(is|are|was|were|be) due\\b(?! to\\b)', 'is expected'],
  ['\\b(is|are|was|were|be|being) said\\b', 'is reported, is printed, is shown'],
  ['\\b(for|names?|same as) nobody\\b', 'without a subject, anonymous'],
  ['/\\*\\* (The same|As many as)\\b', 'say what it returns or does'],
  ['/\\*\\* Of (a|an|the|one|its|all|each|every|what)\\b', 'say what it returns or does'],
  ['\\bseldom\\b', 'rarely'],
  ['\\bthere already\\b', 'already exists'],
  ['\\b(is|are|was|were) not there\\b', 'does not exist, is missing'],
  ['\\bis over since\\b', 'expired … ago'],
  ['(?<!not )\\b(has|have) to be\\b', 'must be'],
  ['\\b(is|are) to be\\b', 'must be'],
  ['\\btongues?\\b', 'language, form'],
  [
    '(?<!-)\\b(upon|thus|hence|thereof|therein|whereby|wherein|lest|anew|whom)\\b',
    'the everyday word',
  ],
  ['\\bnames (no|none)\\b', 'has no, does not name a'],
  ['\\bgoes? with\\b', 'needs, only applies with'],
  ['\\bmakes? (an? )?\\S+ of (what|it|this|them)\\b', 'turns … into'],
  ['\\b(a|the) second time\\b', 'twice, duplicate'],
  ['\\bremarked\\b', 'reported'],
  ['\\bneither yes nor no\\b', 'undecided, no answer'],
  ['\\bcalled so\\b', 'with that name'],
  ['\\bmuch the same\\b', 'similar'],
]

const SELF = fileURLToPath(import.meta.url)
const READ = /\.(ts|js|cjs|mjs|md|txt|json|ya?ml|sh)$/
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.cache'])
const GAP = '(?:[ \\t]+|\\s*\\n[ \\t]*(?:\\*(?!/)|//|#+|>|\\|)?[ \\t]*)'

const found = PATTERNS.map(([pattern, instead]) => ({
  expression: new RegExp(pattern.replaceAll(' ', GAP), 'gi'),
  instead,
}))

function* files(path) {
  if (!statSync(path).isDirectory()) {
    if (READ.test(path) && path !== SELF) yield path
    return
  }
  for (const name of readdirSync(path).sort()) {
    if (!SKIPPED.has(name)) yield* files(join(path, name))
  }
}

/** Released parts of a changelog are history: they stay as they were published. */
const current = (path, text) =>
  path.endsWith('CHANGELOG.md') ? text.split(/^(?=## (?!.*unreleased))/im)[0] : text

let count = 0
for (const path of process.argv
  .slice(2)
  .flatMap((given) => [...files(join(process.cwd(), given))])) {
  const text = current(path, readFileSync(path, 'utf8'))
  for (const { expression, instead } of found) {
    for (const match of text.matchAll(expression)) {
      const line = text.slice(0, match.index).split('\n').length
      const words = match[0].replace(/\s+/g, ' ')
      process.stderr.write(`${relative('.', path)}:${line}: \`${words}\`: write: ${instead}\n`)
      count += 1
    }
  }
}
if (count > 0) process.stderr.write(`${count} to rewrite\n`)
process.exitCode = count > 0 ? 1 : 0
