import { pageData } from '../../core/access-page/page-data.js'
import type { FileFlags } from '../../core/matrix/page-data.js'
import type { Snapshot } from '../../core/serve/snapshot.js'

const made = new WeakMap<Snapshot, Promise<string>>()

/** The access page of a snapshot, as `matrix --format html --with-keys` writes it. Made when somebody first looks at it. */
export function accessPageOf(
  snapshot: Snapshot,
  leeway: number,
  given: FileFlags,
): Promise<string> {
  const known = made.get(snapshot)
  if (known) return known
  const page = render(snapshot, leeway, given)
  made.set(snapshot, page)
  return page
}

async function render(snapshot: Snapshot, leeway: number, given: FileFlags): Promise<string> {
  const { accessPage } = await import('../../report/html/access.js')
  const { catalog, users } = snapshot
  // Keys behind a URL may be out of reach: the page says that it has none.
  const trust = await snapshot.trust().catch(() => undefined)
  const data = pageData({
    ...{ catalog, users, given, by: 'role', selected: undefined, filters: {}, compare: undefined },
    ...{ older: undefined, trust, leeway, probed: undefined },
  })
  return [...accessPage(data)].join('')
}

/** The page's own policy cannot forbid to be framed: only a header can. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}
