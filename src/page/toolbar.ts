import { ROW_KINDS, type RowKind } from '../core/matrix/rows.js'
import { button, el, field } from './dom.js'
import type { Model } from './model.js'
import { type DecisionFilter, NO_FILTER, type View } from './view.js'
import { KIND_NAMES } from './words.js'

/** Suggestions in an input; a browser is slow with many. */
const MOST_SUGGESTED = 300

const DECISION_NAMES: Readonly<Record<DecisionFilter, string>> = {
  allow: 'allowed for some',
  forbidden: 'refused for some (403)',
  unauthorized: 'needs a token (401)',
  undecided: 'undecided',
  differs: 'rows differ',
  changed: 'changed',
  gain: 'gained',
  loss: 'lost',
  disputed: 'probe disagrees',
}

interface Acts {
  /** `typedIn`: the control, if it is one for text, which may not be complete. */
  change(part: Partial<View>, typedIn?: string): void
  /** What was typed is complete. */
  finish(): void
}

/** The controls above the grid. They show the view and change it; they keep nothing themselves. */
export class Toolbar {
  readonly element: HTMLElement
  readonly #controls: {
    readonly [K in 'by' | 'path' | 'method' | 'scope' | 'role' | 'decision' | 'a' | 'b' | 'me']:
      | HTMLInputElement
      | HTMLSelectElement
  }
  readonly #names = el('datalist', { id: 'names' })
  #compared = false
  #suggested: readonly { readonly name: string }[] = []

  constructor(model: Model, { change, finish }: Acts) {
    const { data, routes, now } = model
    const kinds = ROW_KINDS.filter((kind) => kind !== 'user' || now.users.users.size > 0).filter(
      (kind) => kind !== 'client' || now.users.clients.size > 0,
    )
    const methods = [...new Set(routes.map(({ method }) => method))]
    const decisions = Object.entries(DECISION_NAMES).filter(
      ([name]) =>
        (data.older || !['changed', 'gain', 'loss'].includes(name)) &&
        (data.probed || name !== 'disputed'),
    )
    const search = (placeholder: string, list?: string, css?: string): HTMLInputElement =>
      el('input', {
        type: 'search',
        class: css,
        placeholder,
        list,
        autocomplete: 'off',
        spellcheck: 'false',
      })
    this.#controls = {
      by: select(kinds.map((kind) => [kind, KIND_NAMES[kind][1]])),
      path: search('/users or GET /users/42', undefined, 'long'),
      method: select([['', 'all'], ...methods.map((name): [string, string] => [name, name])]),
      scope: search('any', 'scopes'),
      role: search('any', 'names'),
      decision: select([['', 'all'], ...decisions]),
      a: search('name', 'names'),
      b: search('name', 'names'),
      me: search('name of a user', 'users'),
    }
    const c = this.#controls
    const on = (control: HTMLElement, act: () => void): void =>
      control.addEventListener('input', act)
    on(c.by, () =>
      change({ by: c.by.value as RowKind, name: undefined, compare: undefined, role: '' }),
    )
    on(c.path, () => change({ path: c.path.value.trim() }, 'path'))
    on(c.method, () => change({ method: c.method.value }))
    on(c.scope, () => change({ scope: c.scope.value.trim() }, 'scope'))
    on(c.role, () => change({ role: c.role.value.trim() }, 'role'))
    on(c.decision, () => change({ decision: c.decision.value as DecisionFilter | '' }))
    on(c.me, () => change({ me: now.users.users.has(c.me.value) ? c.me.value : '' }, 'me'))
    const compare = (typedIn: 'a' | 'b'): void => {
      const [a, b] = [c.a.value, c.b.value]
      if (a !== '' && b !== '') change({ compare: [a, b], decision: 'differs' }, typedIn)
      else if (this.#compared) {
        // The other name stays for the next comparison.
        this.#compared = false
        const decision = c.decision.value === 'differs' ? { decision: '' as const } : {}
        change({ compare: undefined, ...decision }, typedIn)
      }
    }
    on(c.a, () => compare('a'))
    on(c.b, () => compare('b'))
    const hasUsers = now.users.users.size > 0
    this.element = el(
      'form',
      { class: 'toolbar', role: 'search', 'aria-label': 'Filter the matrix' },
      field('Rows', c.by),
      field('Route', c.path),
      field('Method', c.method),
      field('Scope', c.scope),
      field('Role or name', c.role),
      field('Decision', c.decision),
      field('Compare', c.a),
      field('with', c.b),
      hasUsers && field('User', c.me),
      button('Show all', () => {
        c.a.value = ''
        c.b.value = ''
        change({ ...NO_FILTER, compare: undefined, me: '' })
      }),
      this.#names,
      el('datalist', { id: 'scopes' }, ...options(now.catalog.scopes.keys())),
      el('datalist', { id: 'users' }, ...options(now.users.users.keys())),
    )
    this.element.addEventListener('submit', (event) => event.preventDefault())
    for (const event of ['change', 'focusout']) this.element.addEventListener(event, finish)
  }

  /** @param keepTyped whether a control with the focus keeps a text that means the same, or is not a whole name yet */
  show(view: View, subjects: readonly { readonly name: string }[], keepTyped: boolean): void {
    const { by, path, method, scope, role, decision, compare, me } = view
    const [a = '', b = ''] = compare ?? []
    const values = { by, path, method, scope, role, decision, me }
    for (const [name, value] of Object.entries(values) as [keyof typeof values, string][])
      this.#set(this.#controls[name], value, keepTyped)
    // A comparison of which only one name is typed is not part of the view yet: it is kept.
    if (compare || this.#compared) {
      this.#set(this.#controls.a, a, keepTyped)
      this.#set(this.#controls.b, b, keepTyped)
    }
    this.#compared = compare !== undefined
    if (this.#suggested === subjects) return
    this.#suggested = subjects
    this.#names.replaceChildren(...options(subjects.map(({ name }) => name)))
  }

  /** Fills in one side of a comparison, and asks for the other. */
  startCompare(name: string): void {
    this.#controls.a.value = name
    this.#controls.b.focus()
  }

  focus(): void {
    this.#controls.path.focus()
  }

  #set(control: HTMLInputElement | HTMLSelectElement, value: string, keepTyped: boolean): void {
    const hasFocus = keepTyped && document.activeElement === control
    const isTyped = hasFocus && control.value.trim() === value
    // Half a name picks no user yet.
    const isHalf = hasFocus && control === this.#controls.me && value === ''
    if (control.value !== value && !isTyped && !isHalf) control.value = value
  }
}

function* options(names: Iterable<string>): Generator<HTMLElement> {
  let left = MOST_SUGGESTED
  for (const name of names) {
    if (left-- === 0) return
    yield el('option', { value: name })
  }
}

function select(choices: readonly (readonly [string, string])[]): HTMLSelectElement {
  return el('select', {}, ...choices.map(([value, text]) => el('option', { value }, text)))
}
