import type { Given } from '../report/given.js'
import type { Env } from './terminal.js'

/** Reports name files from the current folder; GitHub needs them from the root of the repository. */
export async function located(
  format: string,
  text: string,
  env: Env,
  { given, cwd }: { readonly given?: Given | undefined; readonly cwd: () => string },
): Promise<string> {
  if (format !== 'github' && format !== 'sarif') return text
  const { annotatedPath } = await import('../io/annotated-path.js')
  const pathOf = (file: string): string => annotatedPath(file, env['GITHUB_WORKSPACE'], cwd)
  if (format === 'github') return (await import('../report/github.js')).withFiles(text, pathOf)
  const { withSarifCatalog, withSarifFiles } = await import('../report/sarif/document.js')
  // Not the file that was found: a run that found none replaces the log of one that did.
  const catalog = given?.catalog ?? (env['SCOPECTL_CATALOG'] || 'scopes.yaml')
  return withSarifCatalog(withSarifFiles(text, pathOf), pathOf(catalog))
}
