import { answerAs } from '../../../src/core/as-server/answer.js'
import { serverNamed } from '../../../src/core/as-server/servers.js'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import type { Jwk } from '../../../src/core/token/model.js'
import type { RunningEnvoy } from './envoy.js'
import { decisionFor, type ExportCell, type ExportWorld } from './export-cells.js'

export interface Seen {
  cells: number
  allowed: number
  /** Another status than that of `serve`. */
  otherStatus: number
  unsent: number
}

const ENVOY = serverNamed('envoy')

/** What Envoy answers in another way than its profile says; undefined if it is the same status. */
export async function differenceIn(
  cell: ExportCell,
  world: ExportWorld,
  { ask }: Pick<RunningEnvoy, 'ask'>,
  seen: Seen,
  others: readonly Jwk[] = [],
): Promise<string | undefined> {
  const status = await ask(cell)
  if (status === undefined) {
    seen.unsent++
    return undefined
  }
  const { catalog, trust, now } = world
  const decision = await decisionFor(catalog, trust, cell, now)
  const own = typeof decision === 'number' ? decision : decision.status
  seen.cells++
  if (status === 200) seen.allowed++
  if (status !== own) seen.otherStatus++
  const { token } = cell
  const sent = token === undefined ? undefined : { text: token, trust, others }
  const expected = isTooLong(token)
    ? 431
    : typeof decision !== 'number'
      ? (await answerAs(ENVOY, { catalog, decision, sent, now })).status
      : isRespelled(cell.target)
        ? 400
        : decision
  if (status === expected) return undefined
  return `${cell.who} ${cell.method} ${cell.target}: ${status}, not ${expected}`
}

/** Longer than the headers of a request may be, all together: `check` is not given them, and `--as-server` does not answer this. */
const isTooLong = (token = ''): boolean => token.length > 60 * 1024

/** For a path that `check` does not decide, `--as-server` does not answer either; Envoy answers 400 to an escape there, not 404 or 501. */
function isRespelled(target: string): boolean {
  const [path = ''] = target.split('?')
  const read = canonicalPath(path)
  return 'path' in read && read.path !== path
}
