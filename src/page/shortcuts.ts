interface Shortcuts {
  /** Escape. */
  close(): void
  /** The slash. */
  search(): void
}

/** The keys that work anywhere on the page, except while text is typed. */
export function listenForKeys({ close, search }: Shortcuts): void {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    const isTyping =
      target instanceof HTMLInputElement ||
      target instanceof HTMLSelectElement ||
      target instanceof HTMLTextAreaElement
    if (isTyping) return
    if (key === 'Escape') close()
    if (key === '/') {
      event.preventDefault()
      search()
    }
  })
}
