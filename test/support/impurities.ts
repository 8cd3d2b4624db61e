import { withoutComments } from './import-edges.js'

/** What reaches for the outside without an import. Biome's noRestrictedGlobals sees `process` and `console` in other guises. */
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

/** Each use of the process, the clock, chance or the network in a source text, as it is written there. */
export function impurities(text: string): string[] {
  const code = withoutSentences(withoutComments(text))
  return IMPURE.flatMap((pattern) => code.match(pattern) ?? [])
}

/** A sentence may speak of the process. Templates stay, for the code in them. */
function withoutSentences(code: string): string {
  return code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
}
