/** The package has its types under a name that TypeScript does not look for. */
declare module 'unicode-confusables' {
  export const isConfusing: (text: string) => boolean
  /** Each sign that the table of confusables knows becomes its prototype. */
  export const rectifyConfusion: (text: string) => string
}
