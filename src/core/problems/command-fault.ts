/** Why a command gave nothing. `missing`: it cannot be started; `exit`: it failed, with this code or signal. */
export type CommandFault =
  | { readonly is: 'missing'; readonly code: string }
  | { readonly is: 'exit'; readonly code: string }
  | { readonly is: 'late'; readonly seconds: number }
  | { readonly is: 'too-big'; readonly bytes: number }
