/** Kinds that belong together. */
interface Group {
  readonly title: string
  readonly ids: readonly string[]
  /** Found later. */
  readonly added?: readonly string[]
}

/** Every kind of hostile input, in the order of docs/reference/hostile-input.md. */
export const IDS: readonly Group[] = [
  {
    title: 'Tokens',
    ids: words(`CTRL ALG1 ALG2 ALG3 ALG4 SIG1 SIG2 SIG3 HDR1 HDR2 HDR3 HDR4 HDR5 HDR6 B64 FORM
    JSON DUP PROTO SIZE JWE EXP EXP2 EXP3 NBF IAT SCOPE1 SCOPE2 SCOPE3 SCOPE4 AUD ISS
    SUB TYP FAIL DEC`),
  },
  {
    title: 'Keys and secrets',
    ids: words(`KEY1 KEY2 KEY3 KEY4 SEC1 SEC2 SEC3 SEC4 SEC5 SEC6 SEC7 SEC8 SEC9 SEC10`),
  },
  {
    title: 'Questions and requirements',
    ids: words(`DEC1 DEC2 DEC3 DEC4 DEC5 DEC6 DEC7 DEC8 DEC9 DEC10 DEC11`),
    added: ['DEC12'],
  },
  { title: 'Issuing tokens', ids: words(`MINT1 MINT2 MINT3 MINT4 MINT5 MINT6 MINT7 MINT8`) },
  {
    title: 'Files',
    ids: words(`YAML1 YAML2 YAML3 YAML4 YAML5 YAML6 YAML7 YAML8 YAML9 YAML10 YAML11 YAML12 YAML13
    YAML14 YAML15 YAML16`),
  },
  { title: 'Output', ids: words(`TERM1 TERM2 TERM3 TERM4 TERM5 TERM6 TERM7 TERM8`) },
  {
    title: 'OpenAPI documents',
    ids: words(`OAS1 OAS2 OAS3 OAS4 OAS5 OAS6 OAS7 OAS8 OAS9 OAS10 OAS11 OAS12 OAS13`),
  },
  {
    title: 'Network and git',
    ids: words(`NET1 NET2 NET3 NET4 NET5 NET6 NET7 NET8 NET9 SRV1 SRV2 GIT1 REG1`),
  },
]

function words(text: string): string[] {
  return text.split(/\s+/)
}
