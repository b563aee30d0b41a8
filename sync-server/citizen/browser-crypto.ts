/**
 * The browser's cryptography in the protocol's shape. The protocol checks in one breath, the browser
 * answers later: so a check is run, stopped at the first answer it lacks, and run again once the
 * answer is there. Answers are kept, so that each is asked for once.
 */
import { concatBytes, toHex } from '#domain/bytes.ts';
import type { ProtocolCrypto, SignatureCheck } from '#protocol/crypto.ts';

type Answer = Uint8Array | boolean;

/** Thrown through a check that lacks an answer; never seen outside. */
class Wanted extends Error {
  readonly key: string;
  readonly find: () => Promise<Answer>;

  constructor(key: string, find: () => Promise<Answer>) {
    super('an answer of the browser is wanted');
    this.key = key;
    this.find = find;
  }
}

const MAX_KEPT = 2_000;
const kept = new Map<string, Answer>();

/** The browser may share its memory with nobody: an own copy satisfies its types. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const digest = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)));

async function verifyBelow({ publicKey, message, signature }: SignatureCheck): Promise<boolean> {
  const { ed25519 } = await import('@noble/curves/ed25519.js');
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Browsers before 2025 do not know Ed25519; they say so when the key is read. */
async function verify(of: SignatureCheck): Promise<boolean> {
  const { publicKey, message, signature } = of;
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, own(signature), own(message));
  } catch (error) {
    const unknown = error instanceof DOMException && error.name === 'NotSupportedError';
    return unknown ? verifyBelow(of) : false;
  }
}

function answered(key: string, find: () => Promise<Answer>): Answer {
  const answer = kept.get(key);
  if (answer === undefined) throw new Wanted(key, find);
  return answer;
}

const browserCrypto: ProtocolCrypto = {
  sha256: (bytes) => answered(`digest/${toHex(bytes)}`, () => digest(bytes)) as Uint8Array,
  verifyEd25519: (of) => {
    const name = toHex(concatBytes(of.publicKey, of.signature, of.message));
    return answered(`verify/${name}`, () => verify(of)) === true;
  },
};

/** Runs a check of the protocol with the browser's cryptography. `check` must be free of effects. */
export async function settle<T>(check: (crypto: ProtocolCrypto) => T): Promise<T> {
  for (;;) {
    try {
      return check(browserCrypto);
    } catch (error) {
      if (!(error instanceof Wanted)) throw error;
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(error.key, await error.find());
    }
  }
}
