import { readFileSync } from 'node:fs'
import { partsOf } from '../../support/doc-page.js'

/** A section of docs/servers.md: the settings of the catalog, and a server. */
export interface Recipe {
  readonly name: string
  /** The whole catalog. */
  readonly catalog: string
  readonly file: string
  readonly server: string
  readonly language: string
  /** As in the first line of the server: `npm install A B`, `go get A`. */
  readonly packages: readonly string[]
  /** The server gets its keys from `scopectl serve`. */
  readonly byDiscovery: boolean
}

const INSTALL = /^(?:\/\/|#) (?:npm install|pip install|go get|go install|Maven:) (.+)$/m

/** Every section of the page, by its title. */
export function recipes(): Recipe[] {
  const [intro = '', ...sections] = readFileSync('docs/servers.md', 'utf8').split(/^## /m)
  const routes = partsOf(intro).find(({ language }) => language === 'yaml')?.text ?? ''
  return sections.map((section) => {
    const name = section.slice(0, section.indexOf('\n'))
    const [token, server, ...others] = partsOf(section)
    const packages = INSTALL.exec(server?.text ?? '')?.[1]?.split(' ')
    if (token?.language !== 'yaml' || !server?.file || !packages || others.length > 0)
      throw new Error(`${name}: not settings and a server that says what to install`)
    return {
      name,
      catalog: `${token.text}${routes}`,
      file: server.file,
      server: server.text,
      language: server.language,
      packages,
      byDiscovery: !token.text.includes('key:'),
    }
  })
}
