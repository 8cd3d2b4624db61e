import { linkTo, readLink, type View } from './view.js'

/** Marks the entries that the page made, among those of links that were followed or typed. */
const OWN = 'view'

/**
 * The address, which has the whole view, and its entries in the history: one for each finished change, so that Back undoes
 * the last one. Text that is being typed is one change, until the control loses the focus or Enter is pressed.
 */
export class Address {
  readonly #usual: View
  #typing: { readonly control: string; readonly before: string } | undefined

  /**
   * @param usual the view of an address without a fragment
   * @param moved called with the view of another entry; `followed`: a link was followed or typed
   */
  constructor(usual: View, moved: (view: View, how: 'followed' | 'back-or-forward') => void) {
    this.#usual = usual
    window.addEventListener('popstate', ({ state }) => {
      this.#typing = undefined
      moved(this.view(), state === OWN ? 'back-or-forward' : 'followed')
    })
  }

  view(): View {
    return readLink(window.location.hash, this.#usual)
  }

  /** Writes a view into the current entry: what is selected is not worth an entry of its own. */
  correct(view: View): void {
    window.history.replaceState(OWN, '', this.#linkTo(view))
  }

  /**
   * Adds an entry for a change, unless the address remains the same.
   * @param typedIn the control, if the change may be a part of a text: what is typed after it belongs to the same entry
   */
  add(view: View, typedIn?: string): void {
    const link = this.#linkTo(view)
    const before = this.#current()
    if (link === before) return
    const typing = this.#typing
    // Text that was typed and deleted again leaves an entry that does nothing: it is used for the next change.
    const isSame = typing && (typing.control === typedIn || typing.before === before)
    if (isSame) window.history.replaceState(OWN, '', link)
    else window.history.pushState(OWN, '', link)
    this.#typing =
      typedIn === undefined
        ? undefined
        : { control: typedIn, before: isSame ? typing.before : before }
  }

  /** The text is complete: the next change is another one. */
  finish(): void {
    if (this.#typing?.before === this.#current()) this.#typing = { ...this.#typing, control: '' }
    else this.#typing = undefined
  }

  #linkTo(view: View): string {
    const link = linkTo(view, this.#usual.by)
    return link === '' ? this.#plain() : link
  }

  /** In the form of #linkTo. */
  #current(): string {
    return this.#linkTo(this.view())
  }

  #plain(): string {
    return `${window.location.pathname}${window.location.search}`
  }
}
