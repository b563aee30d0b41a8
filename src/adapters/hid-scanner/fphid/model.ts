/**
 * The model `fphid`: any scanner with a vendor-defined HID interface (usage page 0xFF60, usage 1) that
 * speaks FPHID/1. Greets it on the broadcast channel and talks on the channel it gives.
 */
import { equalBytes } from '#domain/bytes.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type {
  Conversation,
  ConversationTools,
  Dialogue,
  ScannerModel,
  Talk,
} from '#adapters/hid-scanner/model.ts';
import type { ScannerInfo, ScannerLight } from '#terminal/ports/scanner.ts';
import { ask, type Channel } from './ask.ts';
import { capture, isChannel, keyIdOf } from './capture.ts';
import { Assembler, BROADCAST_CID, SMALLEST_REPORT_BYTES } from './framing.ts';
import {
  CAPABILITY,
  COMMAND,
  FORMAT,
  GREETING_NONCE_BYTES,
  PROTOCOL_VERSION,
  readFacts,
  readGreeting,
  SENSOR_TYPES,
  type DeviceFacts,
  type Greeting,
} from './messages.ts';

export const FPHID_USAGE_PAGE = 0xff60;
export const FPHID_USAGE = 0x01;

const EMPTY = new Uint8Array();
const LIGHTS: readonly ScannerLight[] = ['off', 'ready', 'busy', 'good', 'bad'];

const newChannel = (nowMs: () => number): Channel => ({
  cid: BROADCAST_CID,
  reportBytes: SMALLEST_REPORT_BYTES,
  maxChunkBytes: 0,
  capabilities: 0,
  tid: 0,
  assembler: new Assembler(),
  nowMs,
});

function* agree(channel: Channel, nonce: Uint8Array): Talk<Result<Greeting>> {
  channel.cid = BROADCAST_CID;
  channel.reportBytes = SMALLEST_REPORT_BYTES;
  const answer = yield* ask(channel, { command: COMMAND.init, payload: nonce });
  if (!answer.ok) return answer;
  const greeting = readGreeting(answer.value);
  // Another program may greet at the same time: only the answer to our nonce is ours.
  const isOurs = greeting !== null && equalBytes(greeting.nonce, nonce) && isChannel(greeting.cid);
  if (!isOurs) return fail('SCANNER_DAMAGED');
  if (greeting.version !== PROTOCOL_VERSION) return fail('SCANNER_UNSUPPORTED');
  const { cid, reportBytes, maxChunkBytes, capabilities } = greeting;
  Object.assign(channel, { cid, reportBytes, maxChunkBytes, capabilities });
  return ok(greeting);
}

/** A device that says it signs and shows no key, or sends no format that we read. */
const isUsable = (facts: DeviceFacts, capabilities: number): boolean =>
  ((capabilities & CAPABILITY.signs) === 0 || facts.publicKey !== null) &&
  facts.formats.some((format) => format === FORMAT.raw8 || format === FORMAT.raw4);

function infoOf(facts: DeviceFacts, channel: Channel, tools: ConversationTools): ScannerInfo {
  const signs = (channel.capabilities & CAPABILITY.signs) !== 0;
  const echoes = (channel.capabilities & CAPABILITY.echoesNonce) !== 0;
  return {
    vendor: facts.vendor,
    product: facts.model,
    serial: facts.serial,
    firmware: facts.firmware,
    sensor: SENSOR_TYPES[facts.sensorType] ?? 'unknown',
    widthPx: facts.width,
    heightPx: facts.height,
    dpi: facts.dpi,
    detectsFakes: facts.detectsFakes,
    freshness: signs ? 'signed' : echoes ? 'echoed' : 'unproven',
    keyId: signs ? keyIdOf(facts, tools) : null,
  };
}

function converse(tools: ConversationTools): Conversation {
  const channel = newChannel(tools.nowMs);
  let facts: DeviceFacts | null = null;

  function* greet(): Dialogue<ScannerInfo> {
    const greeting = yield* agree(channel, tools.randomBytes(GREETING_NONCE_BYTES));
    if (!greeting.ok) return greeting;
    const answer = yield* ask(channel, { command: COMMAND.getInfo, payload: EMPTY });
    if (!answer.ok) return answer;
    facts = readFacts(answer.value);
    if (facts === null) return fail('SCANNER_DAMAGED');
    if (!isUsable(facts, channel.capabilities)) return fail('SCANNER_UNSUPPORTED');
    return ok(infoOf(facts, channel, tools));
  }

  return {
    greet,
    *capture(order) {
      if (facts === null) return fail('SCANNER_UNSUPPORTED');
      const state = { last: null, wasOn: false, look: 0, lookedMs: 0 };
      return yield* capture({ channel, facts, order, tools, ...state });
    },
    *light(light) {
      if ((channel.capabilities & CAPABILITY.light) === 0) return ok(null);
      const payload = Uint8Array.of(LIGHTS.indexOf(light));
      const answer = yield* ask(channel, { command: COMMAND.light, payload });
      return answer.ok ? ok(null) : answer;
    },
    *rest() {
      channel.assembler.reset();
      const answer = yield* ask(channel, { command: COMMAND.cancel, payload: EMPTY });
      return answer.ok ? ok(null) : answer;
    },
  };
}

export const fphidModel: ScannerModel = {
  name: 'fphid',
  recognises: ({ usagePage, usage }) => usagePage === FPHID_USAGE_PAGE && usage === FPHID_USAGE,
  converse,
};
