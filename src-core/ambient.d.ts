// The few names of the platform that the core may use. They exist in every runtime the core is meant for;
// everything else of the DOM or of Node does not compile here (lib: ES2023, types: []).
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
