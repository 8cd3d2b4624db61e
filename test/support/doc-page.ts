/**
 * Pages of documentation that run. A page is read from top to bottom, in one folder and one shell session:
 *
 *     ```yaml scopes.yaml      the text becomes that file
 *     ```json token            the claims of a token: a provider signs it, and $TOKEN has it
 *     ```sh                    must succeed
 *     ```console               each `$ ` line is run, and what it prints is what follows
 *     <!-- setup               commands that readers do not need, before the block below; $ROOT is the repository
 *     …
 *     -->
 *     <!-- with a server -->   above a console block: `scopectl serve` runs meanwhile, and curl finds it at localhost:8000
 *     <!-- not run: REASON --> above a shell block that needs what a test machine does not have
 */
export interface Part {
  readonly kind: 'setup' | 'file' | 'token' | 'sh' | 'console' | 'other'
  /** What follows the fence: `sh`, `nginx`; '' for a setup. */
  readonly language: string
  /** The name of the file. */
  readonly file: string
  readonly text: string
  /** Where `text` starts in the page. */
  readonly at: number
  readonly withServer: boolean
  /** Why a shell block is not run. */
  readonly notRun: string | undefined
}

const PART =
  /<!-- setup\n(?<setup>[\s\S]*?)-->|(?:<!-- (?:not run: (?<reason>[^\n]+)|(?<server>with a server)) -->\n)?^```(?<lang>\w*)(?: (?<file>\S+))?\n(?<text>[\s\S]*?)^```$/dgm

export function partsOf(page: string): Part[] {
  return [...page.matchAll(PART)].map(({ groups = {}, indices }) => {
    const { setup, reason, server, lang, file = '', text = '' } = groups
    const spans = indices?.groups ?? {}
    if (setup !== undefined) {
      const at = spans['setup']?.[0] ?? 0
      return {
        kind: 'setup',
        language: '',
        file: '',
        text: setup,
        at,
        withServer: false,
        notRun: undefined,
      }
    }
    const kind = kindOf(lang ?? '', file)
    const at = spans['text']?.[0] ?? 0
    return {
      kind,
      language: lang ?? '',
      file,
      text,
      at,
      withServer: server !== undefined,
      notRun: reason,
    }
  })
}

function kindOf(lang: string, file: string): Part['kind'] {
  if (lang === 'sh' || lang === 'console') return lang
  if (lang === 'json' && file === 'token') return 'token'
  return file === '' ? 'other' : 'file'
}

/** What a page needs to run. */
export interface PageWorld {
  write(file: string, text: string): Promise<void>
  setToken(claims: string): Promise<void>
  /** Runs lines of shell after those before; what they printed, whatever their exit code. */
  run(script: string): Promise<string>
  /** Runs `scopectl serve` in the folder of the session until the function that it returns is called. */
  serve(): Promise<() => Promise<void>>
  /** Like run, but throws unless every line succeeds. */
  succeed(script: string): Promise<void>
}

/** Runs a page. The page as it is returned has what the `console` blocks print today. */
export async function runPage(page: string, world: PageWorld): Promise<string> {
  let out = ''
  let done = 0
  for (const { kind, file, text, at, withServer, notRun } of partsOf(page)) {
    if (notRun !== undefined) continue
    if (kind === 'file') await world.write(file, text)
    if (kind === 'token') await world.setToken(text)
    if (kind === 'setup' || kind === 'sh') await world.succeed(text)
    if (kind !== 'console') continue
    const stop = withServer ? await world.serve() : undefined
    out += page.slice(done, at)
    for (const command of commandsIn(text))
      out += `$ ${command}\n${endLine(await world.run(command))}`
    done = at + text.length
    await stop?.()
  }
  return out + page.slice(done)
}

/** The `$ ` lines; one that ends in a backslash goes on in the next line. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, command = '']) => command)

const endLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
