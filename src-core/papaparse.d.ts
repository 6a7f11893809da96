// What is used of papaparse. Its published types bring all of Node's with them, whose names must not compile in the core.
declare module 'papaparse' {
  interface StepResult {
    readonly data: readonly string[];
    readonly errors: readonly { readonly message: string }[];
  }
  interface ParseOptions {
    readonly delimiter: string;
    readonly newline: string;
    /** Called for each row, before `parse` returns. */
    readonly step: (row: StepResult) => void;
  }
  const Papa: { parse(text: string, options: ParseOptions): void };
  export default Papa;
}
