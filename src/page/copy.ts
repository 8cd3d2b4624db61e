import { commandLine, option } from '../report/shell.js'
import type { Column } from './columns.js'
import { button, el } from './dom.js'

/** A button that copies a text, and says so; where the browser refuses, the text is shown to be copied by hand. */
export function copyButton(label: string, text: () => string, title?: string): HTMLElement {
  const said = el('span', { class: 'copied', role: 'status' })
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      said.textContent = 'copied'
    } catch {
      said.replaceChildren(el('code', {}, text()))
    }
  }
  const made = button(label, () => void copy(), { title })
  return el('span', { class: 'copy' }, made, said)
}

/** The command that answers the same question; undefined for a name that a shell cannot pass on. */
export function commandFor({ kind, name, only }: Column, route: string): string | undefined {
  if (only === 'gone' || kind === 'everyone' || kind === 'token') return undefined
  const who =
    kind === 'anonymous' ? ['--anonymous'] : option(`--${kind === 'scope' ? 'scopes' : kind}`, name)
  return commandLine(['scopectl', 'check', ...who, ...option('--route', route), '--explain'])
}
