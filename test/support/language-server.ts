import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What editors use for YAML (VS Code, Neovim, Helix, Zed): the real server, as a child process, over stdio. */
const PROGRAM = createRequire(import.meta.url).resolve(
  'yaml-language-server/bin/yaml-language-server',
)

export interface Diagnostic {
  /** From 1. */
  readonly line: number
  readonly message: string
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly uri?: string; readonly items?: readonly unknown[] } & Json
  readonly result?: Json
  readonly error?: unknown
}
type Json = Readonly<Record<string, unknown>>

/** Line and column from 0, as in the protocol. */
export interface Position {
  readonly line: number
  readonly character: number
}

export class LanguageServer {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number | string, (message: Message) => void>()
  #text = Buffer.alloc(0)
  #id = 0

  constructor() {
    this.#child = spawn(process.execPath, [PROGRAM, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#text = Buffer.concat([this.#text, chunk])
      for (let message = this.#next(); message; message = this.#next()) this.#receive(message)
    })
  }

  async start(): Promise<void> {
    const capabilities = {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: { hover: { contentFormat: ['plaintext'] }, completion: {} },
    }
    await this.#ask('initialize', { processId: process.pid, rootUri: null, capabilities })
    this.#send({ method: 'initialized', params: {} })
  }

  /** Opens a file as an editor does, and waits for what it marks. */
  async open(file: string, text: string): Promise<Diagnostic[]> {
    const uri = uriOf(file)
    const published = new Promise<Message>((found) => this.#waiting.set(uri, found))
    const textDocument = { uri, languageId: 'yaml', version: 1, text }
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } })
    const { params } = await published
    const diagnostics = params?.['diagnostics'] as {
      range: { start: Position }
      message: string
    }[]
    return diagnostics.map(({ range, message }) => ({ line: range.start.line + 1, message }))
  }

  /** The text that an editor shows at a place of an open file. */
  async hover(file: string, position: Position): Promise<string> {
    const params = { textDocument: { uri: uriOf(file) }, position }
    const { result } = await this.#ask('textDocument/hover', params)
    return JSON.stringify(result?.['contents'] ?? null)
  }

  /** The words that an editor offers, each with its description. */
  async completion(file: string, position: Position): Promise<Map<string, string>> {
    const params = { textDocument: { uri: uriOf(file) }, position }
    const { result } = await this.#ask('textDocument/completion', params)
    const items = (result?.['items'] ?? []) as { label: string; documentation?: unknown }[]
    return new Map(items.map((each) => [each.label, JSON.stringify(each.documentation ?? '')]))
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }

  #ask(method: string, params: Json): Promise<Message> {
    const id = ++this.#id
    const answered = new Promise<Message>((found) => this.#waiting.set(id, found))
    this.#send({ id, method, params })
    return answered
  }

  #send(message: Json): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #next(): Message | undefined {
    const end = this.#text.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    const length = Number(/Content-Length: (\d+)/i.exec(`${this.#text.subarray(0, end)}`)?.[1])
    if (this.#text.length < end + 4 + length) return undefined
    const body = `${this.#text.subarray(end + 4, end + 4 + length)}`
    this.#text = this.#text.subarray(end + 4 + length)
    return JSON.parse(body)
  }

  #receive({ id, method, params, ...answer }: Message): void {
    if (method === undefined) this.#waiting.get(id ?? '')?.({ ...answer })
    else if (method === 'textDocument/publishDiagnostics')
      this.#waiting.get(params?.uri ?? '')?.({ params: params ?? {} })
    else if (id !== undefined) {
      // It asks for its settings, by section: no schema of the internet, so only those that a file names.
      const result = (params?.items ?? []).map((item) =>
        (item as Json)['section'] === 'yaml' ? SETTINGS : {},
      )
      this.#send({ id, result: method === 'workspace/configuration' ? result : null })
    }
  }
}

const SETTINGS = {
  ...{ validate: true, hover: true, completion: true, schemaStore: { enable: false } },
}

const uriOf = (file: string): string => pathToFileURL(resolve(file)).href
