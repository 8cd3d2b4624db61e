import { withoutComments } from './import-edges.js'

/**
 * Uses of the environment without an import. Biome's noRestrictedGlobals finds `process` and `console` in other forms.
 */
const IMPURE: readonly RegExp[] = [
  /(?<![\w$.])process\s*(?:\?\.|[.[])/g,
  /(?<![\w$.])console\s*(?:\?\.|[.[])/g,
  /(?<![\w$])globalThis\b/g,
  /(?<![\w$])Date\s*\.\s*now\b/g,
  /(?<![\w$])new\s+Date(?:\s*\(\s*\)|\s*(?![\w\s(]))/g,
  /(?<![\w$.]|new\s)Date\s*\(/g,
  /(?<![\w$])performance\s*\.\s*now\b/g,
  /(?<![\w$])Math\s*\.\s*random\b/g,
  /\bgetRandomValues\b/g,
  /\brandomUUID\b/g,
  /(?<![\w$.])fetch\s*\(/g,
  /(?<![\w$.])set(?:Timeout|Interval|Immediate)\s*\(/g,
]

/** Each use of the process, the clock, random numbers or the network in a source text, as written there. */
export function impurities(text: string): string[] {
  const code = withoutSentences(withoutComments(text))
  return IMPURE.flatMap((pattern) => code.match(pattern) ?? [])
}

/** A sentence may mention the process. Templates are kept, for the code in them. */
function withoutSentences(code: string): string {
  return code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
}
