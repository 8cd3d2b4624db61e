/** Made by scripts/access-page.js from src/page. The hashes are the base64 of the SHA-256. */
declare module 'virtual:access-page' {
  export const SCRIPT: string
  export const SCRIPT_HASH: string
  export const STYLE: string
  export const STYLE_HASH: string
}
