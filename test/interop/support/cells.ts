import { request } from 'node:http'
import { expect } from 'vitest'
import { SERVER_NAMES } from '../../../src/core/as-server/names.js'
import { serverNamed } from '../../../src/core/as-server/servers.js'
import { scopectl } from '../../support/scopectl.js'

/** One question for both: this token (or none) on this route. */
export interface Cell {
  readonly who: string
  readonly token: string | undefined
  readonly route: string
}

interface Reply {
  readonly status: number
  readonly challenge: string | null
  readonly body: unknown
}

/** The compared parts of the `check --batch --json` answer. */
interface Checked {
  readonly kind: string
  readonly decision: 'allow' | 'deny'
  readonly oauth_error: string | null
  readonly as_server?: Reply & { readonly name: string }
}

export interface Compared {
  readonly cells: number
  /** Status, challenge and body are those of the profile. */
  readonly agreed: number
  /** Without a profile: the status of the decision is the server's. */
  readonly statusAlike: number
  /** The server accepts exactly the callers that `check`, without a profile, allows. */
  readonly letInAlike: number
  /** `who, route: what` of the cells that do not agree with the profile. */
  readonly differences: readonly string[]
  /** Those that the profile lets in, and the server refuses. */
  readonly wronglyIn: readonly string[]
  /** The callers that only one of the two accepts. */
  readonly laxer: readonly string[]
  readonly stricter: readonly string[]
}

/** The path of the program under test. */
export interface Place {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

/** Asks the real server and `check --as-server` the same questions, and compares the answers. */
export async function compare(
  cells: readonly Cell[],
  { origin, server, place, at }: { origin: string; server: string; place: Place; at: number },
): Promise<Compared> {
  // The server first: some tokens are only valid for seconds.
  const replies = await inTurns(cells, 16, (cell) => ask(origin, cell))
  const checked = await check(cells, server, place, at)
  const parts = partsOf(server)
  const outcomes = cells.map(({ who, route }, i) => {
    const [reply, own] = [replies[i] as Reply, checked[i] as Checked]
    const { name: _, ...theirs } = own.as_server ?? { name: '' }
    const seen = {
      status: reply.status,
      body: reply.status === 200 ? null : reply.body,
      challenge: reply.challenge,
    }
    const said = parts.every(
      (part) => JSON.stringify(seen[part]) === JSON.stringify((theirs as Reply)[part]),
    )
    const isIn = reply.status === 200
    return {
      name: `${who}, ${route}`,
      who,
      said,
      isIn,
      allowed: own.decision === 'allow',
      ours: statusOf(own),
      seen,
      theirs,
    }
  })
  const names = (which: typeof outcomes) => [...new Set(which.map(({ who }) => who))]
  const result: Compared = {
    cells: outcomes.length,
    agreed: outcomes.filter(({ said }) => said).length,
    statusAlike: outcomes.filter(({ seen, ours }) => seen.status === ours).length,
    letInAlike: outcomes.filter(({ isIn, allowed }) => isIn === allowed).length,
    differences: outcomes
      .filter(({ said }) => !said)
      .map(
        ({ name, seen, theirs }) =>
          `${name}: ${JSON.stringify(seen)} is not ${JSON.stringify(theirs)}`,
      ),
    wronglyIn: outcomes
      .filter(({ isIn, theirs }) => !isIn && (theirs as Reply).status === 200)
      .map(({ name }) => name),
    laxer: names(outcomes.filter(({ isIn, allowed }) => isIn && !allowed)),
    stricter: names(outcomes.filter(({ isIn, allowed }) => !isIn && allowed)),
  }
  console.log(
    `${server}: ${result.cells} cells, ${result.agreed} answered as --as-server says; ` +
      `by check alone ${result.statusAlike} have the same status, ${result.letInAlike} are let in alike`,
  )
  return result
}

/** Part of the decision, which is still ours. */
function statusOf({ decision, oauth_error }: Checked): number {
  if (decision === 'allow') return 200
  return oauth_error === 'insufficient_scope' ? 403 : 401
}

/** What the table predicts: the status always. */
function partsOf(server: string): (keyof Reply)[] {
  const name = SERVER_NAMES.find((each) => each === server)
  const { profile } = name ? serverNamed(name) : { profile: 'check' as const }
  if (profile === 'check') return ['status']
  const { no_token, refused, forbidden, others = [] } = profile.answers
  const all = [no_token, refused, forbidden, ...others]
  const isTold = (part: 'challenge' | 'body') => all.every((each) => each[part] !== undefined)
  return ['status', ...(['challenge', 'body'] as const).filter(isTold)]
}

/** A connection for each: a server that crashes closes it, and the next request must not use a closed one. */
export function ask(origin: string, { token, route }: Cell): Promise<Reply> {
  const [method = '', path = ''] = route.split(' ')
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject).on('end', () => {
        const isJson = response.headers['content-type']?.startsWith('application/json')
        resolve({
          status: response.statusCode ?? 0,
          challenge: response.headers['www-authenticate'] ?? null,
          body: text === '' ? null : isJson ? JSON.parse(text) : text,
        })
      })
    })
    sent.on('error', reject).end()
  })
}

async function check(
  cells: readonly Cell[],
  server: string,
  { cwd, env }: Place,
  at: number,
): Promise<Checked[]> {
  const lines = cells.map(({ token, route }) =>
    JSON.stringify({ as: token === undefined ? { anonymous: true } : { token }, route }),
  )
  const args = ['check', '--batch', '-', '--as-server', server, '--json', '--at', `${at}`]
  const { stdout, stderr } = await scopectl(args, { cwd, env, input: `${lines.join('\n')}\n` })
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Checked)
    .filter(({ kind }) => kind !== 'batch')
  const unasked = answers.findIndex(({ as_server }) => as_server === undefined)
  expect(
    unasked,
    `${JSON.stringify(answers[unasked])} ${JSON.stringify(cells[unasked])} ${stderr}`,
  ).toBe(-1)
  expect(answers).toHaveLength(cells.length)
  return answers
}

/** At most this many at once. */
export async function inTurns<T, R>(
  all: readonly T[],
  most: number,
  each: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let i = 0; i < all.length; i += most) {
    results.push(...(await Promise.all(all.slice(i, i + most).map(each))))
  }
  return results
}
