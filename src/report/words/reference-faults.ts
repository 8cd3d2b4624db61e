/** Why a reference in an OpenAPI document was not followed. */
export const REFERENCE_FAULTS = {
  remote: 'it points to a URL, and nothing is fetched',
  'no-folder': 'a document from stdin is in no folder',
  outside: 'it points outside the repository, or the folder of --root',
  missing: 'the target does not exist',
  unreadable: 'the target cannot be read',
  'no-pointer': 'it is not a JSON pointer',
  circular: 'it points back to itself',
  'too-long': 'it goes through more than 100 other references',
  'too-big': 'with this file, the document is too big to be read',
} as const
