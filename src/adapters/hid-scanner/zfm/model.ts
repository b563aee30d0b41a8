/**
 * The model `zfm-cp2110`: fingerprint modules that take EF01 packets (R30x, R503, ZFM-20, AS608) on a
 * CP2110 bridge, the practical way to a real module on HID. They know no nonce: their captures are
 * `unproven`, and a deployment that needs proof takes an FPHID/1 scanner.
 */
import { fail, ok } from '#domain/result.ts';
import type {
  Conversation,
  ConversationTools,
  Dialogue,
  ScannerModel,
  Talk,
} from '#adapters/hid-scanner/model.ts';
import type { ScannerInfo, ScannerLight } from '#terminal/ports/scanner.ts';
import { ask, askOnce, drain, MODULE_CODE, MODULE_COMMAND, type ModulePort } from './ask.ts';
import { CP2110_PRODUCT_ID, CP2110_VENDOR_ID, setUpReports } from './bridge.ts';
import { capture, type ModuleSize } from './capture.ts';
import { PacketReader } from './packets.ts';

const BAUD = 57_600;
const SET_UP_MS = 20;
const NO_PASSWORD = [0, 0, 0, 0];

/** R30x and ZFM-20, which do not say what they are. */
const PLAIN: Product = { name: 'R30x', serial: '', size: { width: 256, height: 288, dpi: 500 } };
const R503_DPI = 508;
const PRODUCT_BYTES = 46;
const MOST_SIDE_PX = 640;

interface Product {
  readonly name: string;
  readonly serial: string;
  readonly size: ModuleSize;
}

const plainText = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '')).join(
    '',
  );

/** The answer of the R503 family: name, batch, serial, versions, sensor, width, height, templates. */
export function readProduct(data: Uint8Array): Product {
  if (data.length < PRODUCT_BYTES) return PLAIN;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint16(38), view.getUint16(40)];
  const isUsable =
    Math.min(width, height) > 0 && Math.max(width, height) <= MOST_SIDE_PX && width % 2 === 0;
  if (!isUsable) return PLAIN;
  return {
    name: plainText(data.subarray(0, 16)),
    serial: plainText(data.subarray(20, 28)),
    size: { width, height, dpi: R503_DPI },
  };
}

/** Control, speed, colour, times; colours: 1 red, 2 blue, 3 purple. */
const AURA: Readonly<Record<ScannerLight, readonly number[]>> = {
  off: [4, 0, 0, 0],
  ready: [1, 100, 2, 0],
  busy: [2, 30, 3, 0],
  good: [3, 0, 2, 0],
  bad: [3, 0, 1, 0],
};

function* identify(port: ModulePort): Talk<Product> {
  const answer = yield* askOnce(port, MODULE_COMMAND.productInfo, [0]);
  if (typeof answer !== 'string') {
    return answer.code === MODULE_CODE.ok ? readProduct(answer.data) : PLAIN;
  }
  yield* drain(port);
  return PLAIN;
}

const infoOf = ({ name, serial, size }: Product): ScannerInfo => ({
  vendor: 'ZFM',
  product: name,
  serial,
  firmware: '',
  sensor: name.startsWith('R503') ? 'capacitive' : 'optical',
  widthPx: size.width,
  heightPx: size.height,
  dpi: size.dpi,
  detectsFakes: false,
  freshness: 'unproven',
  keyId: null,
});

function converse({ nowMs }: ConversationTools): Conversation {
  const port: ModulePort = { reader: new PacketReader(), nowMs };
  let size: ModuleSize | null = null;
  let hasLight = true;

  function* greet(): Dialogue<ScannerInfo> {
    yield { send: setUpReports(BAUD), waitMs: SET_UP_MS };
    yield* drain(port);
    const entered = yield* ask(port, MODULE_COMMAND.verifyPassword, NO_PASSWORD);
    if (!entered.ok) return entered;
    const { code } = entered.value;
    if (code !== MODULE_CODE.ok) return fail('SCANNER_FAULT', { fault: code });
    const product = yield* identify(port);
    size = product.size;
    return ok(infoOf(product));
  }

  return {
    greet,
    *capture(order) {
      if (size === null) return fail('SCANNER_UNSUPPORTED');
      return yield* capture(port, size, order);
    },
    *light(light) {
      // Most modules have none; they are asked once.
      if (!hasLight) return ok(null);
      const answer = yield* askOnce(port, MODULE_COMMAND.auraLight, AURA[light]);
      hasLight = typeof answer !== 'string' && answer.code === MODULE_CODE.ok;
      if (typeof answer === 'string') yield* drain(port);
      return ok(null);
    },
    *rest() {
      yield* drain(port);
      return ok(null);
    },
  };
}

export const zfmModel: ScannerModel = {
  name: 'zfm-cp2110',
  recognises: ({ vendorId, productId }) =>
    vendorId === CP2110_VENDOR_ID && productId === CP2110_PRODUCT_ID,
  converse,
};
