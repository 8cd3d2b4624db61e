import type { PolicyTokens } from '../policy.js'
import type { Sample } from '../samples.js'

/** The samples as tests of OPA: what each caller gets, with the verification of its token left out. */
export const testsRego = (samples: readonly Sample[], tokens: PolicyTokens): string =>
  [HEAD, ...samples.flatMap((sample, i) => testsOf(sample, i, tokens)), REFUSED].join('\n')

const HEAD = `# Written by scopectl export opa: do not edit, export again.
package scopectl_test
`

/** Tokens that no key makes valid. */
const REFUSED = String.raw`test_unsigned_tokens_are_refused if {
	every text in ["e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "x", ".."] {
		not data.scopectl.token.claims with data.scopectl.request as {"token": text}
	}
}

test_odd_paths_are_refused if {
	every path in ["/a/../b", "//a", "/a/./b", "/a%2Fb", "/a;x=1", "/a%3Bx", "/a%252Fb", "/a\\b", "", "a"] {
		data.scopectl.decision.status == 400 with input as {"method": "GET", "path": path}
	}
}
`

/** How many requests one test has: `opa test` ends each after five seconds, and takes 4 ms of CPU time for a request. */
const MOST_REQUESTS = 100

function testsOf(sample: Sample, i: number, tokens: PolicyTokens): string[] {
  const { answers } = sample
  if (answers.length <= MOST_REQUESTS) return [testOf(`test_caller_${i}`, sample, tokens)]
  const parts = Array.from({ length: Math.ceil(answers.length / MOST_REQUESTS) }, (_, part) =>
    answers.slice(part * MOST_REQUESTS, (part + 1) * MOST_REQUESTS),
  )
  return parts.map((some, part) =>
    testOf(`test_caller_${i}_${part}`, { ...sample, answers: some }, tokens),
  )
}

function testOf(name: string, { who, scopes, answers }: Sample, tokens: PolicyTokens): string {
  const rows = answers.map(
    ({ method, path, statuses }) =>
      `\t\t[${JSON.stringify(method)}, ${JSON.stringify(path)}, [${statuses.join(', ')}]],`,
  )
  const token = scopes === undefined ? '""' : '"-"'
  const claims =
    scopes === undefined ? [] : [` with data.scopectl.token.claims as ${claimsOf(scopes, tokens)}`]
  return `# ${JSON.stringify(who)}
${name} if {
	every request in [
${rows.join('\n')}
	] {
		data.scopectl.decision.status in request[2] with input as {"method": request[0], "path": request[1], "token": ${token}}${claims.join('')}
	}
}
`
}

function claimsOf(scopes: readonly string[], { scopeClaims, scopeFormat }: PolicyTokens): string {
  const listed = `[${scopes.map((name) => JSON.stringify(name)).join(', ')}]`
  const value = scopeFormat === 'array' ? listed : JSON.stringify(scopes.join(' '))
  const path = scopeClaims[0] ?? ['scope']
  return path.reduceRight((inner, step) => `{${JSON.stringify(step)}: ${inner}}`, value)
}
