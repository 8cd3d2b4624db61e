/** Problems of `serve`, and of the passwords that it asks for. */
export interface ServeProblems {
  /** Said of the text alone: it may be a password in clear. */
  'password-not-hashed': { kind: 'user' | 'client'; name: string; why: 'form' | 'cost' }
  'password-blank': Record<never, never>
  'password-too-long': { limit: number }
  'password-needs-terminal': Record<never, never>
  'passwd-cancelled': Record<never, never>
  /** Whose: a user by the argument, or a client by its flag. */
  'passwd-for-whom': Record<never, never>

  'bad-port': { text: string }
  'port-in-use': { port: number }
  'port-unusable': { port: number; why: string }

  'serve-development': { url: string }
  /** The issuer of the tokens, where nothing answers under its name here. */
  'serve-issuer-elsewhere': { issuer: string; url: string; port: number | undefined }
  'serve-shadows': { route: string; endpoint: string }
  /** `user`: the first of the users file, if there is one. */
  'serve-no-passwords': { user: string | undefined }
  'serve-no-signing-key': { source: string }
}
