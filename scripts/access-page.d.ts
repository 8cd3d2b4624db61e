/** The plugin for `virtual:access-page`, for rolldown and vitest. */
export function accessPage(): {
  name: string
  resolveId(id: string): string | undefined
  load(id: string): Promise<string | undefined>
}
