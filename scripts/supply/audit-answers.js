/**
 * What `npm audit --json` and `npm audit signatures --json` print. Both exit with 1 for a finding as well as for a registry that
 * does not answer, so only the document tells them apart. Anything that is not a complete answer counts as none.
 *
 * @typedef {{ lines: string[], failed: boolean, skipped: string | undefined }} Answer `lines`: findings, one each; `skipped`: why
 * there is no answer
 */

const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical']
const FAILS_FOR_USERS = SEVERITIES.indexOf('high')
const FAILS_ANYWHERE = SEVERITIES.indexOf('critical')

/**
 * @param {string} printed
 * @param {ReadonlySet<string>} bundled the paths, in the lock, of the packages whose code users get
 * @returns {Answer}
 */
export function readAudit(printed, bundled) {
  const document = parsed(printed)
  const { vulnerabilities } = document
  const counted = document.metadata?.vulnerabilities?.total
  if (typeof vulnerabilities !== 'object' || counted !== Object.keys(vulnerabilities).length)
    return noAnswer(document)
  const found = Object.values(vulnerabilities).map(({ name, severity, nodes, via }) => {
    const isForUsers = nodes.some((/** @type {string} */ path) => bundled.has(path))
    const level = SEVERITIES.indexOf(severity)
    return {
      // A severity that npm adds one day is not a lower one.
      fails: level === -1 || level >= (isForUsers ? FAILS_FOR_USERS : FAILS_ANYWHERE),
      line: `${severity}: ${name} (${isForUsers ? 'in the build' : 'a tool'}): ${reasonOf(via)}`,
    }
  })
  return {
    lines: found.map(({ line }) => line),
    failed: found.some(({ fails }) => fails),
    skipped: undefined,
  }
}

/**
 * @param {string} printed
 * @returns {Answer}
 */
export function readSignatures(printed) {
  const document = parsed(printed)
  const { invalid, missing } = document
  if (!Array.isArray(invalid) || !Array.isArray(missing)) return noAnswer(document)
  const lines = [
    ...invalid.map(({ name, version }) => `wrong signature: ${name} ${version}`),
    ...missing.map(({ name, version }) => `no signature: ${name} ${version}`),
  ]
  return { lines, failed: lines.length > 0, skipped: undefined }
}

/** @param {string} printed */
function parsed(printed) {
  try {
    return JSON.parse(printed) ?? {}
  } catch {
    return {}
  }
}

/**
 * @param {{ error?: { summary?: string }, message?: string }} document
 * @returns {Answer}
 */
function noAnswer({ error, message }) {
  const reason = error?.summary || message || 'the registry gave no answer'
  return { lines: [], failed: false, skipped: reason.split('\n', 1)[0] ?? '' }
}

/** @param {({ title: string, url: string } | string)[]} via advisories, or the packages that it has them from */
function reasonOf(via) {
  return via
    .map((each) => (typeof each === 'string' ? `by ${each}` : `${each.title} ${each.url}`))
    .join(', ')
}
