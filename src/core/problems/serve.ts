/** Problems with `serve`, and with the passwords that it asks for. */
export interface ServeProblems {
  /** Based on the text alone: it may be a password in plain text. */
  'password-not-hashed': { kind: 'user' | 'client'; name: string; why: 'form' | 'cost' }
  'password-blank': Record<never, never>
  'password-too-long': { limit: number }
  'password-needs-terminal': Record<never, never>
  'passwd-cancelled': Record<never, never>
  /** Nobody was named: a user by the argument, or a client by its flag. */
  'passwd-for-whom': Record<never, never>

  'bad-port': { text: string }
  'port-in-use': { port: number }
  'port-unusable': { port: number; why: string }

  'serve-development': { url: string }
  /** The issuer of the tokens is not at this server's address. */
  'serve-issuer-elsewhere': { issuer: string; url: string; port: number | undefined }
  'serve-shadows': { route: string; endpoint: string }
  /** `user`: the first of the users file, if there is one. */
  'serve-no-passwords': { user: string | undefined }
  'serve-no-signing-key': { source: string }
}
