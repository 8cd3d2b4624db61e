import { posix } from 'node:path'

/** One import: the importing file, and the target; a relative one as a path from src/, without `.js`. */
export interface ImportEdge {
  readonly file: string
  readonly to: string
}

// A keyword follows a line end, a space or punctuation; in 'jose/key/import' it is part of a name.
const CLAUSE = /(?<![\w$/.'"-])(?:import|export)\b[^;'"`()]*?\bfrom\s*['"]([^'"\n]+)['"]/g
const BARE = /(?<![\w$/.'"-])import\s*['"]([^'"\n]+)['"]/g
/** `import()` as an expression and as a type; and `require()`. A computed name cannot be checked. */
const CALL = /(?<![\w$/.'"-])(?:import|require)\s*\(\s*(?:['"`]([^'"`$\n]+)['"`]\s*[,)])?/g

/**
 * Every import in a file of src/: static, `import type`, `export from`, bare, `import()` and `require()`. By regular
 * expression, since typescript 7 has no parser API; architecture-checks.test.ts tests it with sample sources.
 */
export function importEdges(file: string, text: string): ImportEdge[] {
  const code = withoutComments(text)
  return [CLAUSE, BARE, CALL]
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map(([, name]) => ({ file, to: name === undefined ? '(computed)' : resolve(file, name) }))
}

function resolve(file: string, name: string): string {
  if (!name.startsWith('.')) return name
  return posix.join(posix.dirname(file), name).replace(/\.[jt]s$/, '')
}

/** Comments start a line or follow a space, because of the formatter, so `/*` in a regular expression hides no code. */
export function withoutComments(text: string): string {
  return text.replace(/(^|\s)\/\*[\s\S]*?\*\//g, '$1').replace(/(^|\s)\/\/.*$/gm, '$1')
}
