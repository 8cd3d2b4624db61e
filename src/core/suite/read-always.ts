import { problem } from '../problem.js'
import { readStatement } from '../proof/statement.js'
import type { Source } from '../source.js'
import type { Always } from './model.js'
import type { SuiteReader } from './reader.js'
import type { SuiteFile } from './schema.js'

/** The `always:` of a suite. */
export function readAlways(file: SuiteFile, source: Source, reader: SuiteReader): Always[] {
  const seen = new Set<string>()
  return (file.always ?? []).flatMap((name, i) => {
    const at = source.locate(['always', i])
    if (seen.has(name)) reader.report(problem('same-statement', { statement: name }, at))
    seen.add(name)
    const statement = reader.attempt(at, () => readStatement(name, reader.catalog))
    return statement ? [{ name, statement, at }] : []
  })
}
