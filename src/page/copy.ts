import { givenWords } from '../report/given.js'
import { commandLine, option } from '../report/shell.js'
import type { Column } from './columns.js'
import { button, el } from './dom.js'
import type { Model } from './model.js'

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

/**
 * The command that answers the same question about the same files; undefined for a removed route or subject, and for a
 * name that a shell cannot pass on.
 */
export function commandFor(
  { data, now, routes }: Model,
  { kind, name, only }: Column,
  number: number,
): string | undefined {
  const route = routes[number]
  if (!route || number >= now.catalog.routes.length) return undefined
  if (only === 'gone' || kind === 'everyone' || kind === 'token') return undefined
  const who =
    kind === 'anonymous' ? ['--anonymous'] : option(`--${kind === 'scope' ? 'scopes' : kind}`, name)
  const files = givenWords('check', data.given).flat()
  const asked = [...who, ...option('--route', route.name), '--explain']
  return commandLine(['scopectl', 'check', ...files, ...asked])
}
