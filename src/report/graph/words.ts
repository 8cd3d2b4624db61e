/** The title of every picture. */
export const TITLE = 'Who may call what'

/** How to read a picture, for people who cannot see it. */
export const DESCRIPTION =
  'Arrows lead from users and roles to the scopes that these have, and from scopes to the routes that these open. Where several things are needed together, they meet first.'
