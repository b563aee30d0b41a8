/**
 * What every runtime we run in has (Node, Chromium, workers), for the layers that may know neither
 * Node nor the DOM. Nothing here does IO, tells the time or makes randomness.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
