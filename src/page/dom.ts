import { escapeText } from '../report/escape.js'

type Child = Node | string | undefined | false
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element with attributes and children. Texts are escaped and inserted as text, never as markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
  for (const child of children) {
    if (child !== undefined && child !== false) element.append(textOr(child))
  }
  return element
}

const textOr = (child: Node | string): Node =>
  typeof child === 'string' ? document.createTextNode(escapeText(child)) : child

/** A button that does something. */
export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLElement {
  const made = el('button', { type: 'button', ...attributes }, text)
  made.addEventListener('click', act)
  return made
}

/** A control with its label. The name is reported again, since the text of a label includes the choices in it. */
export function field(label: string, control: HTMLElement): HTMLElement {
  control.setAttribute('aria-label', label)
  return el('label', { class: 'field' }, el('span', {}, label), control)
}
