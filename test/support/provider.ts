import { SignJWT } from 'jose'
import { startKeyServer } from '../interop/support/key-server.js'
import { keyPair } from './key-pair.js'

/** An identity provider on this machine: it signs tokens (RS256) and serves its JWKS over HTTP. */
export interface Provider {
  /** A token with these claims that was issued just now and lives an hour, and half a minute so that it says so. */
  issue(claims: Readonly<Record<string, unknown>>): Promise<string>
  /** The text with the key URLs of providers replaced by that of this one. */
  standIn(text: string): string
}

export async function startProvider(): Promise<Provider> {
  const { privateKey, publicKey } = keyPair('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }
  const origin = await startKeyServer([jwk])
  return {
    issue: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
        .setIssuedAt()
        .setExpirationTime('3630s')
        .sign(privateKey),
    standIn: (text) => text.replace(/(?<=key:? )https:\/\/\S+/g, `${origin}/jwks`),
  }
}
