#!/usr/bin/env node
/**
 * Checks an evidence bundle from the bytes up:
 * `node verify.mjs BUNDLE [--root FINGERPRINT] [--witness ROOTS]`. This one plain file needs Node 20
 * or later and nothing else: no package, no network, no file beside it, and it shares no code with
 * the programs that made the bundle. The rules it checks are numbered in
 * docs/spec/evidence-bundle.md. Exit code 0: no fault; 1: faults, each named; 2: not a bundle.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const utf8 = (text) => Buffer.from(text, 'utf8');
const keyIdOf = (publicKey) => hex(sha256(publicKey)).slice(0, 16);
const prefixed = (type, bytes) => Buffer.concat([utf8(`raseed/${type}/1\0`), bytes]);
const isPaise = (value) => Number.isSafeInteger(value) && Math.abs(value) <= 1e12;
const DAY_MS = 86_400_000;
const dayOf = (atMs) => Math.floor((atMs + 19_800_000) / DAY_MS);
const rupees = (paise) => `Rs ${(paise / 100).toFixed(2)}`;

/** A fault that ends the check of one thing; the rest goes on. */
class Fault extends Error {}
const must = (condition, what) => {
  if (condition !== true) throw new Fault(what);
};

/** Bytes of canonical base64url without padding. */
function fromBase64Url(text) {
  const bytes = Buffer.from(String(text), 'base64url');
  must(bytes.toString('base64url') === text, 'base64url is not canonical');
  return bytes;
}

/** E3: JSON in the one spelling of JSON.stringify: no key twice, no space, no other number form. */
function parseCanonical(text, what) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault(`${what} is not JSON`);
  }
  must(JSON.stringify(value) === text, `${what} is not in its one spelling`);
  must(typeof value === 'object' && value !== null, `${what} is not an object`);
  return value;
}

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
function isSigned(publicKey, message, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({
    key: Buffer.concat([SPKI, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
}

/* ---- CBOR and COSE (RFC 8949 section 4.2.1, RFC 9052), as certificates and receipts use them ---- */

function cborHead(major, value) {
  const lead = major << 5;
  if (value < 24) return Buffer.from([lead | value]);
  const sizes = [
    [0xff, 1, 24],
    [0xffff, 2, 25],
    [0xffffffff, 4, 26],
    [Number.MAX_SAFE_INTEGER, 8, 27],
  ];
  const [, width, info] = sizes.find(([most]) => value <= most);
  const head = Buffer.alloc(1 + width);
  head[0] = lead | info;
  if (width === 8) head.writeBigUInt64BE(BigInt(value), 1);
  else head.writeUIntBE(value, 1, width);
  return head;
}
const cborBytes = (bytes) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text) => Buffer.concat([cborHead(3, utf8(text).length), utf8(text)]);

/** Reads one item; every length and integer must be in its shortest form, maps in key order. */
function readCbor(bytes, at = 0, depth = 0) {
  must(at < bytes.length && depth < 8, 'CBOR ends early');
  const [major, info] = [bytes[at] >> 5, bytes[at] & 31];
  const width = info < 24 ? 0 : { 24: 1, 25: 2, 26: 4, 27: 8 }[info];
  must(width !== undefined && at + 1 + width <= bytes.length, 'CBOR head is wrong');
  let value = info;
  if (width === 8) value = Number(bytes.readBigUInt64BE(at + 1));
  else if (width > 0) value = bytes.readUIntBE(at + 1, width);
  must(Number.isSafeInteger(value), 'CBOR number is too large');
  must(cborHead(major, value).length === 1 + width, 'CBOR is not in its shortest form');
  let end = at + 1 + width;
  if (major === 0) return { value, end };
  if (major === 1) return { value: -1 - value, end };
  if (major === 2 || major === 3) {
    must(end + value <= bytes.length, 'CBOR ends early');
    const part = bytes.subarray(end, end + value);
    must(major === 2 || utf8(part.toString('utf8')).equals(part), 'CBOR text is not UTF-8');
    return { value: major === 2 ? part : part.toString('utf8'), end: end + value };
  }
  must(major === 4 || major === 5 || (major === 6 && value === 18), 'CBOR type is not expected');
  const items = [];
  const count = major === 5 ? value * 2 : major === 6 ? 1 : value;
  must(count <= bytes.length, 'CBOR ends early');
  let keyBefore = null;
  for (let index = 0; index < count; index += 1) {
    const item = readCbor(bytes, end, depth + 1);
    if (major === 5 && index % 2 === 0) {
      const key = bytes.subarray(end, item.end);
      must(keyBefore === null || Buffer.compare(keyBefore, key) < 0, 'CBOR map is out of order');
      keyBefore = key;
    }
    items.push(item.value);
    end = item.end;
  }
  if (major === 4) return { value: items, end };
  if (major === 6) return { value: { tagged: items[0] }, end };
  const pairs = items.flatMap((key, index) => (index % 2 === 0 ? [[key, items[index + 1]]] : []));
  return { value: new Map(pairs), end };
}
function decodeCbor(bytes) {
  const { value, end } = readCbor(bytes);
  must(end === bytes.length, 'CBOR has bytes behind its end');
  return value;
}

function parseCose(bytes) {
  const parts = decodeCbor(bytes).tagged;
  must(Array.isArray(parts) && parts.length === 4, 'not a COSE_Sign1');
  const [header, unprotectedHeader, payload, signature] = parts;
  must(Buffer.isBuffer(header) && Buffer.isBuffer(payload), 'not a COSE_Sign1');
  const named = decodeCbor(header);
  must(named instanceof Map && named.get(1) === -8, 'algorithm is not EdDSA');
  must(unprotectedHeader instanceof Map && Buffer.isBuffer(signature), 'not a COSE_Sign1');
  return { header, issuer: named.get(4) ?? null, unprotectedHeader, payload, signature };
}
const coseMessage = (type, { header, payload }) =>
  Buffer.concat([
    Buffer.from([0x84]),
    cborText('Signature1'),
    cborBytes(header),
    cborBytes(utf8(`raseed/${type}/1\0`)),
    cborBytes(payload),
  ]);

/* ---- keys, certificates, signed documents (docs/spec/keys.md) ---- */

const ROLES = [null, 'tariff_maker', 'tariff_approver', 'server', 'enrolment_authority', 'counter'];

function readCertificate(bytes) {
  const message = parseCose(bytes);
  const of = decodeCbor(message.payload);
  must(of instanceof Map && Buffer.isBuffer(message.issuer), 'not a certificate');
  const role = ROLES[of.get(1)];
  const publicKey = of.get(2);
  must(typeof role === 'string' && Buffer.isBuffer(publicKey), 'not a certificate');
  const counterId = of.get(5) ?? null;
  must((role === 'counter') === (typeof counterId === 'string'), 'certificate names no counter');
  const [from, to] = [of.get(3), of.get(4)];
  const issuerKeyId = hex(message.issuer);
  return { role, publicKey, keyId: keyIdOf(publicKey), from, to, counterId, issuerKeyId, message };
}

/** E6: every certificate up to the root; the root signs all roles but counters. */
function buildTrust(rootPublicKey, texts, revoked) {
  const keys = new Map();
  const all = texts.map((text) => readCertificate(fromBase64Url(text)));
  for (const isCounter of [false, true]) {
    for (const it of all.filter(({ role }) => (role === 'counter') === isCounter)) {
      const issuer = isCounter
        ? keys.get(it.issuerKeyId)
        : { publicKey: rootPublicKey, keyId: keyIdOf(rootPublicKey) };
      must(issuer !== undefined, `no issuer of certificate ${it.keyId}`);
      must(!isCounter || issuer.role === 'enrolment_authority', 'a counter certified by another');
      must(issuer.keyId === it.issuerKeyId, `certificate ${it.keyId} names another issuer`);
      const message = coseMessage('certificate', it.message);
      must(
        isSigned(issuer.publicKey, message, it.message.signature),
        `${it.keyId} is not certified`,
      );
      keys.set(it.keyId, { ...it, revoked: revoked.includes(it.keyId) });
    }
  }
  return keys;
}

function holds(key, role, atMs) {
  const day = dayOf(atMs);
  return key?.role === role && !key.revoked && day >= key.from && day <= key.to;
}

/** Payload of a signed document whose signers hold these roles, each with a key of its own. */
function openDocument(state, text, { type, roles, atOf }) {
  const document = parseCanonical(text, `${type} document`);
  must(typeof document.payload === 'string' && Array.isArray(document.signatures), 'not signed');
  const payload = parseCanonicalOrPlain(document.payload, type);
  const at = atOf(payload);
  const message = prefixed(type, utf8(document.payload));
  const used = new Set();
  for (const role of roles) {
    const found = document.signatures.find(({ keyId, signature }) => {
      const key = state.keys.get(keyId);
      if (used.has(keyId) || !holds(key, role, at)) return false;
      return isSigned(key.publicKey, message, fromBase64Url(signature));
    });
    must(found !== undefined, `${type} is not signed by a ${role} whose key holds on its day`);
    used.add(found.keyId);
  }
  return { payload, hash: hex(sha256(utf8(document.payload))) };
}
/** Tariffs are signed as people wrote them: any spelling of JSON, the bytes are what counts. */
const parseCanonicalOrPlain = (text, type) => {
  if (type !== 'tariff') return parseCanonical(text, type);
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('tariff is not JSON');
  }
};

/* ---- entries (docs/spec/journal.md) ---- */

const SIGNED = new Set([
  'counter.enrolled',
  'key.rotated',
  'counter.retired',
  'quote.issued',
  'receipt.issued',
  'charge.reversed',
  'shift.closed',
]);
const FIELDS =
  'formatVersion,officeId,counterId,keyId,seq,staffId,shiftId,businessDate,wallTimeMs,monotonicMs,' +
  'bootId,grossChargedPaise,grossReversedPaise,prevHash,kind,body';

function readEntry(state, line, seq) {
  must(typeof line?.text === 'string', 'entry has no text');
  const entry = parseCanonical(line.text, 'entry');
  must(
    Object.keys(entry).join(',') === FIELDS && entry.formatVersion === 1,
    'entry has other fields',
  );
  must(entry.counterId === state.index.counterId, 'entry is of another counter');
  must(entry.officeId === state.index.officeId, 'entry is of another office');
  must(entry.seq === seq, `entry says seq ${entry.seq}`);
  return { ...entry, hash: hex(sha256(prefixed('entry', utf8(line.text)))) };
}

function checkSignature(state, entry, signature) {
  if (signature === null && !SIGNED.has(entry.kind)) return false;
  must(typeof signature === 'string', `${entry.kind} bears no signature`);
  const key = state.keys.get(entry.keyId);
  must(key?.role === 'counter' && key.counterId === entry.counterId, 'key is not the counter’s');
  if (key.revoked) state.notes.add(`the counter’s key ${entry.keyId} has been revoked`);
  const message = prefixed('entry-signature', utf8(entry.hash));
  must(isSigned(key.publicKey, message, fromBase64Url(signature)), 'signature does not fit');
  state.count.signatures += 1;
  return true;
}

/** E9: what this entry adds to the running totals. */
function risesOf(entry) {
  const isTraining = /-T\d+$/.test(entry.counterId);
  const charged = !isTraining && entry.kind === 'receipt.issued' ? entry.body.totalPaise : 0;
  const reversed = !isTraining && entry.kind === 'charge.reversed' ? entry.body.amountPaise : 0;
  must(isPaise(charged) && charged >= 0 && isPaise(reversed) && reversed >= 0, 'amount is none');
  return { charged, reversed };
}

/** J4, J17, J18: what a journal begins with, which key it is under, and what ends it. */
function checkOrder(before, entry) {
  const isEnrolment = entry.kind === 'counter.enrolled';
  must(isEnrolment === (entry.seq === 1), 'a journal begins with its enrolment, and only there');
  if (before === null) return;
  must(before.kind !== 'counter.retired', 'something follows the end of the journal');
  const keyId = before.kind === 'key.rotated' ? before.body.keyId : before.keyId;
  must(entry.keyId === keyId, 'the key is another, and no rotation says so');
}

function checkLink(state, entry) {
  const before = state.before;
  const { charged, reversed } = risesOf(entry);
  const adjoins = before !== null && before.seq === entry.seq - 1;
  if (entry.seq === 1)
    must(entry.prevHash === '0'.repeat(64), 'first entry names another before it');
  if (adjoins) must(entry.prevHash === before.hash, 'prevHash is not the hash of the entry before');
  if (before !== null) must(entry.seq > before.seq, 'entries are out of order');
  checkOrder(adjoins ? before : null, entry);
  const from = adjoins
    ? before
    : entry.seq === 1
      ? { grossChargedPaise: 0, grossReversedPaise: 0 }
      : null;
  if (from !== null) {
    must(
      entry.grossChargedPaise === from.grossChargedPaise + charged,
      'charged total does not add up',
    );
    must(
      entry.grossReversedPaise === from.grossReversedPaise + reversed,
      'reversed total does not add up',
    );
  } else if (before !== null) {
    const fell =
      entry.grossChargedPaise - charged < before.grossChargedPaise ||
      entry.grossReversedPaise - reversed < before.grossReversedPaise;
    must(!fell, 'a running total fell');
  }
}

/** E10: lines to total, and each published line that is fixed or a rate against its tariff. */
function checkPrice(state, body) {
  must(
    Array.isArray(body.lines) && body.lines.every(({ amountPaise }) => isPaise(amountPaise)),
    'no lines',
  );
  const sum = body.lines.reduce((total, { amountPaise }) => total + amountPaise, 0);
  must(
    sum === body.totalPaise && sum >= 0,
    `lines make ${sum} paise, total says ${body.totalPaise}`,
  );
  const { tariffId, version, hash } = body.tariff;
  const tariff = state.tariffs.get(`${tariffId}@${version}`);
  must(tariff !== undefined, `tariff ${tariffId} version ${version} is not in the bundle`);
  must(tariff.hash === hash, `tariff ${tariffId} version ${version} has another text`);
  const service = tariff.services.find(({ code }) => code === body.serviceCode);
  must(service !== undefined, `tariff has no service ${body.serviceCode}`);
  for (const line of body.lines) {
    const { code, head, quantity, ratePaise, amountPaise } = line;
    const published = service.lines.find((candidate) => candidate.code === code);
    const isRounding =
      published === undefined && tariff.rounding !== undefined && line === body.lines.at(-1);
    must(published !== undefined || isRounding, `service ${body.serviceCode} has no line ${code}`);
    if (published !== undefined) must(published.head === head, `line ${code} has another head`);
    const fee = published?.fee;
    if (fee?.form === 'fixed')
      must(amountPaise === fee.amountPaise, `line ${code} is not the fixed fee`);
    if (fee?.form === 'perUnit') must(ratePaise === fee.ratePaise, `line ${code} has another rate`);
    const isCounted = quantity !== undefined && ratePaise !== undefined;
    if (isCounted)
      must(quantity * ratePaise === amountPaise, `line ${code} is not quantity times rate`);
  }
}

const TENDERS = [null, 'cash', 'upi', 'nil', 'instrument'];

/** E11: the QR that was printed says what the entry says, signed by the same key. */
function checkQr(state, entry) {
  const { body } = entry;
  const message = parseCose(fromBase64Url(body.qr));
  const certificate = readCertificate(message.unprotectedHeader.get(-65537) ?? Buffer.alloc(0));
  const key = state.keys.get(certificate.keyId);
  must(key?.role === 'counter' && key.counterId === entry.counterId, 'QR is of another key');
  must(key.keyId === entry.keyId, 'QR is of another key than its entry');
  must(key.message.payload.equals(certificate.message.payload), 'QR has another certificate');
  must(
    isSigned(key.publicKey, coseMessage('receipt', message), message.signature),
    'QR is not signed',
  );
  const scanned = [...decodeCbor(message.payload).entries()].map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? hex(value) : name === 11 ? TENDERS[value] : value,
  ]);
  const expected = [
    [1, body.receiptNumber],
    [2, entry.seq],
    [3, Math.floor(body.issuedAt / 1000)],
    [4, body.serviceCode],
    [5, body.totalPaise],
    [6, body.tariff.tariffId],
    [7, body.tariff.version],
    [8, body.tariff.hash.slice(0, 16)],
    [9, entry.grossChargedPaise],
    [10, entry.prevHash.slice(0, 32)],
    [11, body.tenderKind],
  ];
  must(JSON.stringify(scanned) === JSON.stringify(expected), 'QR says other than its entry');
}

/** E12: receipt and quote agree; a reversal gives back no more than its receipt; tender is exact. */
function checkBusiness(state, entry) {
  const { kind, body } = entry;
  if (kind === 'quote.issued') {
    checkPrice(state, body);
    state.quotes.set(body.quoteId, body);
  }
  if (kind === 'cash.tendered') {
    const due = body.totalPaise - body.creditPaise;
    must(body.changePaise === body.givenPaise - due, 'given, due and change do not agree');
  }
  if (kind === 'leaf.keyed') {
    const rest = body.collectedPaise - body.totalPaise;
    must(rest === body.excessPaise - body.shortPaise, 'collected, fee and excess do not agree');
  }
  if (kind === 'upi.confirmed') state.confirmed.set(body.tenderId, body);
  if (kind === 'receipt.issued') {
    if (body.tenderKind === 'upi') {
      const before = state.paidByUpi.get(body.tenderId) ?? 0;
      state.paidByUpi.set(body.tenderId, before + body.totalPaise);
    }
    const quote = state.quotes.get(body.quoteId);
    const same = quote === undefined || JSON.stringify(quote.lines) === JSON.stringify(body.lines);
    must(same, 'receipt has other lines than its quote');
    checkPrice(state, body);
    checkQr(state, entry);
    must(
      body.receiptNumber.startsWith(`${entry.counterId}/`),
      'receipt number is of another counter',
    );
    must(
      !state.receipts.has(body.receiptNumber),
      `receipt ${body.receiptNumber} stands here twice`,
    );
    state.receipts.set(body.receiptNumber, body.totalPaise);
    state.count.chargedPaise += body.totalPaise;
  }
  if (kind === 'charge.reversed') {
    const charged = state.receipts.get(body.receiptNumber);
    must(charged === undefined || body.amountPaise <= charged, 'more is reversed than was charged');
    state.count.reversedPaise += body.amountPaise;
  }
}

function checkEntries(state, part, report) {
  must(Number.isSafeInteger(part.firstSeq) && part.firstSeq > 0, 'part names no first seq');
  must(Array.isArray(part.entries) && part.entries.length > 0, 'part has no entries');
  for (const [index, line] of part.entries.entries()) {
    const seq = part.firstSeq + index;
    let entry = null;
    const steps = [
      () => (entry = readEntry(state, line, seq)),
      () => checkLink(state, entry),
      () => checkSignature(state, entry, line.signature) && (state.signedUpTo = seq),
      () => checkBusiness(state, entry),
    ];
    for (const step of steps) if (entry !== null || step === steps[0]) report(`seq ${seq}`, step);
    state.count.entries += 1;
    if (entry === null) continue;
    state.before = entry;
    state.hashes.set(seq, entry.hash);
  }
}

/** E20: what the counter says of a UPI payment is what the gateway's evidence says, in HQ's word. */
function checkPayment(state, tenderId, paidPaise) {
  const confirmed = state.confirmed.get(tenderId);
  if (confirmed === undefined) {
    state.notes.add(`how the tender ${tenderId} was paid by UPI is not in here`);
    return;
  }
  const { chargeId, orderId, gatewayPaymentId, totalPaise } = confirmed;
  must(paidPaise <= totalPaise, `more was receipted than the UPI payment of ${chargeId}`);
  const settled = state.settled.get(chargeId);
  must(settled !== undefined, `no evidence of the gateway pays the charge ${chargeId}`);
  const isSame =
    settled.orderId === orderId &&
    settled.gatewayPaymentId === gatewayPaymentId &&
    settled.amountPaise === totalPaise;
  must(isSame, `the gateway's evidence of the charge ${chargeId} is of another payment`);
  state.count.paymentsProven += 1;
}

const BATCH_FIELDS =
  'formatVersion,officeId,counterId,keyId,firstSeq,lastSeq,prevHash,headHash,privateCount';

/** B3, B6: the first line of a batch, which the counter signed. */
function readBatchHead(state, { header: text, signature }) {
  const header = parseCanonical(text, 'batch header');
  must(
    Object.keys(header).join(',') === BATCH_FIELDS && header.formatVersion === 1,
    'batch header has other fields',
  );
  must(header.counterId === state.index.counterId, 'batch is of another counter');
  must(header.officeId === state.index.officeId, 'batch is of another office');
  const key = state.keys.get(header.keyId);
  must(key?.role === 'counter' && key.counterId === header.counterId, 'key is not the counter’s');
  const message = prefixed('batch', utf8(text));
  must(isSigned(key.publicKey, message, fromBase64Url(signature)), 'batch is not signed');
  return header;
}

/** E19: the counter signed the chain up to the last entry of a batch that it sent. */
function checkBatchHead(state, part) {
  const header = readBatchHead(state, part);
  must(state.hashes.get(header.lastSeq) === header.headHash, 'batch ends in another entry');
  const before = state.hashes.get(header.firstSeq - 1);
  must(before === undefined || before === header.prevHash, 'batch follows another entry');
  state.count.signatures += 1;
  state.signedUpTo = Math.max(state.signedUpTo, header.lastSeq);
}

/** Where a signed batch does not hold together, or null. */
function brokenAt(header, lines) {
  let prevHash = header.prevHash;
  for (const [index, { text }] of lines.entries()) {
    const seq = header.firstSeq + index;
    let entry = null;
    try {
      entry = JSON.parse(text);
    } catch {
      return seq;
    }
    if (entry?.seq !== seq || entry.prevHash !== prevHash) return seq;
    prevHash = hex(sha256(prefixed('entry', utf8(text))));
  }
  return null;
}

/** Where a branch says other than the entries of the bundle, or null. */
function forkedAt(state, header, lines) {
  const before = state.hashes.get(header.firstSeq - 1);
  if (before !== undefined && before !== header.prevHash) return header.firstSeq - 1;
  const at = lines.findIndex(({ text }, index) => {
    const held = state.hashes.get(header.firstSeq + index);
    return held !== undefined && held !== hex(sha256(prefixed('entry', utf8(text))));
  });
  return at < 0 ? null : header.firstSeq + at;
}

/** E21: a batch that is no part of the chain, and what the counter's signature under it proves. */
function checkBranch(state, part) {
  const header = readBatchHead(state, part);
  const count = header.lastSeq - header.firstSeq + 1;
  must(part.entries.length === count, 'the branch has not as many entries as its header says');
  const last = part.entries.at(-1)?.text ?? '';
  const headHash = hex(sha256(prefixed('entry', utf8(last))));
  must(headHash === header.headHash, 'the branch does not end in the head that was signed');
  const broken = brokenAt(header, part.entries);
  if (broken !== null) {
    state.found.push(`the counter signed a batch that does not hold together at entry ${broken}`);
    return;
  }
  const forked = forkedAt(state, header, part.entries);
  must(forked !== null, 'the branch does not differ from the entries in here');
  state.found.push(`the counter signed two chains that differ at entry ${forked}`);
}

/* ---- what HQ decided (docs/spec/office-chain.md) ---- */

const OFFICE_FIELDS = 'formatVersion,officeId,keyId,seq,at,prevHash,kind,body';

/** E17, E22: each is HQ's own word, signed; those that follow each other are linked. */
function checkOfficeEntry(state, line) {
  const before = state.officeBefore;
  const entry = parseCanonical(line.text, 'office entry');
  must(Object.keys(entry).join(',') === OFFICE_FIELDS, 'office entry has other fields');
  must(entry.officeId === state.index.officeId, 'office entry is of another office');
  must(before === null || entry.seq > before.seq, 'office entries are out of order');
  const isWhole = state.index.about?.kind === 'office';
  if (isWhole) must(entry.seq === (before?.seq ?? 0) + 1, 'the office chain has a gap');
  if (entry.seq === 1) must(entry.prevHash === '0'.repeat(64), 'first names another before it');
  const adjoins = before !== null && entry.seq === before.seq + 1;
  if (adjoins) must(entry.prevHash === before.hash, 'office entries are not linked');
  const hash = hex(sha256(prefixed('office-entry', utf8(line.text))));
  const key = state.keys.get(entry.keyId);
  must(holds(key, 'server', entry.at), 'office entry is not by a server key of its day');
  const message = prefixed('office-entry-signature', utf8(hash));
  must(isSigned(key.publicKey, message, fromBase64Url(line.signature)), 'signature does not fit');
  if (entry.kind === 'payment.settled') state.settled.set(entry.body.chargeId, entry.body);
  if (entry.kind === 'root.published')
    state.toldRoots.set(entry.body.date, entry.body.documentHash);
  state.officeBefore = { seq: entry.seq, hash };
}

function checkOfficeEntries(state, part, report) {
  for (const [index, line] of part.entries.entries()) {
    report(`office entry ${index + 1}`, () => checkOfficeEntry(state, line));
    state.count.officeEntries += 1;
  }
}

/* ---- published daily roots (docs/spec/transparency.md; RFC 9162 section 2.1.3.2) ---- */

const merkleNode = (left, right) => sha256(Buffer.concat([Buffer.of(1), left, right]));

function rootOfProof(leaf, { index, size, proof }) {
  must(Number.isSafeInteger(index) && index >= 0 && index < size, 'proof is of no leaf');
  let [at, last, hash] = [index, size - 1, leaf];
  for (const text of proof) {
    const sibling = Buffer.from(String(text), 'hex');
    must(last > 0 && sibling.length === 32, 'proof is too long');
    const isRight = at % 2 === 1 || at === last;
    hash = isRight ? merkleNode(sibling, hash) : merkleNode(hash, sibling);
    if (isRight) while (at % 2 === 0 && at !== 0) [at, last] = [at >>> 1, last >>> 1];
    [at, last] = [at >>> 1, last >>> 1];
  }
  must(last === 0, 'proof is too short');
  return hex(hash);
}

const ROOT_SIGNED = { type: 'root', roles: ['server'], atOf: ({ createdAt }) => createdAt };

/** E22: one root after the other, each naming the one before. */
function checkRoots(state, { documents }) {
  let before = null;
  for (const document of documents) {
    const { payload, hash } = openDocument(state, document, ROOT_SIGNED);
    const { date, previous } = payload;
    must((previous?.documentHash ?? null) === (before?.hash ?? null), `${date} follows another`);
    must((previous?.date ?? null) === (before?.date ?? null), `${date} follows another day`);
    before = { date, hash };
    state.roots.set(date, hash);
    state.published.push({ date, seq: null, root: hash, isLinked: false });
  }
}

/** E22: what the office's chain says was published, and what there is. */
function checkToldRoots(state) {
  if (state.index.about?.kind !== 'office') return;
  for (const [date, told] of state.toldRoots) {
    must(state.roots.get(date) === told, `the root of ${date} is not the one that was told`);
  }
}

/** E23: days and names of the roots that somebody outside has kept. */
function readWitness(text) {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { payload } = JSON.parse(JSON.parse(line).document);
      return [JSON.parse(payload).date, hex(sha256(utf8(payload)))];
    }),
  );
}

function checkWitness(state, text) {
  const witnessed = readWitness(text);
  for (const { date, root } of state.published) {
    const kept = witnessed.get(date);
    if (kept === undefined) state.notes.add(`the witness has no root of ${date}`);
    else must(kept === root, `the witness has another root of ${date}: HQ changed its past`);
    state.count.witnessed += kept === root ? 1 : 0;
  }
}

/** E18: the head that HQ published that day is of these entries. */
function checkHeadProof(state, { proof }) {
  const { payload, hash: rootName } = openDocument(state, proof.root, ROOT_SIGNED);
  const { counterId, seq, headHash, date } = proof;
  must(payload.date === date && payload.size === proof.size, 'root is of another day');
  must(counterId === state.index.counterId, 'proof is of another counter');
  const leaf = prefixed('head-leaf', utf8(`${counterId}\n${seq}\n${headHash}`));
  const hash = rootOfProof(sha256(Buffer.concat([Buffer.of(0), leaf])), proof);
  must(hash === payload.rootHash, 'head is not in the published root');
  const held = state.hashes.get(seq);
  must(held === undefined || held === headHash, 'the published head is of other entries');
  state.count.publishedHeads += held === undefined ? 0 : 1;
  state.published.push({ date, seq, root: rootName, isLinked: held !== undefined });
}

/* ---- parts ---- */

const CHECKS = {
  root: () => undefined,
  certificates: () => undefined,
  tariff: (state, part) => {
    const roles = ['tariff_maker', 'tariff_approver'];
    const atOf = () => state.firstAtMs;
    const { payload, hash } = openDocument(state, part.document, { type: 'tariff', roles, atOf });
    state.tariffs.set(`${payload.id}@${payload.version}`, { ...payload, hash });
  },
  entries: checkEntries,
  'office-entries': checkOfficeEntries,
  'batch-head': checkBatchHead,
  branch: checkBranch,
  'head-proof': checkHeadProof,
  roots: checkRoots,
  acknowledgement: (state, part) => {
    const atOf = ({ receivedAt }) => receivedAt;
    const how = { type: 'acknowledgement', roles: ['server'], atOf };
    const { payload } = openDocument(state, part.document, how);
    must(payload.counterId === state.index.counterId, 'acknowledgement of another counter');
    must(state.hashes.get(payload.seq) === payload.headHash, 'acknowledgement of other entries');
    if (payload.seq > state.signedUpTo) {
      state.notes.add(`entries ${state.signedUpTo + 1} to ${payload.seq} rest on HQ’s word alone`);
    }
  },
  head: (state, part) => {
    const atOf = ({ serverTime }) => serverTime;
    const { payload } = openDocument(state, part.document, {
      type: 'head',
      roles: ['server'],
      atOf,
    });
    must(payload.counterId === state.index.counterId, 'head of another counter');
    must(state.before === null || payload.seq >= state.before.seq, 'head lies before the entries');
    const held = state.hashes.get(payload.seq);
    must(held === undefined || held === payload.headHash, 'head is not that of the entries');
  },
  'section-63-draft': (state, part) => {
    const listed = state.index.parts.slice(0, -1);
    const missing = listed.find(({ sha256: hash }) => !part.text.includes(hash));
    must(missing === undefined, `the hash report lacks part ${missing?.name}`);
  },
};

function trustOf(state, parts, options) {
  const root = parts.find(({ type }) => type === 'root');
  const certificates = parts.find(({ type }) => type === 'certificates');
  must(root !== undefined && certificates !== undefined, 'the bundle has no keys');
  const rootPublicKey = fromBase64Url(root.rootPublicKey);
  must(rootPublicKey.length === 32, 'the root is no key');
  state.root = hex(sha256(rootPublicKey));
  const pinned = options.root?.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  if (pinned !== undefined)
    must(pinned === state.root, `the root is ${state.root}, not the one given`);
  state.keys = buildTrust(rootPublicKey, certificates.certificates, certificates.revokedKeyIds);
}

/** Lines with their places; null where the file is not lines of UTF-8 text. */
function linesOf(bytes) {
  if (bytes.length === 0 || bytes.at(-1) !== 10 || !utf8(bytes.toString('utf8')).equals(bytes))
    return null;
  const lines = [];
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(10, from);
    lines.push({
      from,
      to,
      bytes: bytes.subarray(from, to),
      text: bytes.toString('utf8', from, to),
    });
    from = to + 1;
  }
  return lines;
}

const newState = () => ({
  index: null,
  keys: new Map(),
  tariffs: new Map(),
  hashes: new Map(),
  quotes: new Map(),
  receipts: new Map(),
  /** What was paid by UPI, by tender; how the counter says so; what the gateway's evidence says. */
  paidByUpi: new Map(),
  confirmed: new Map(),
  settled: new Map(),
  roots: new Map(),
  toldRoots: new Map(),
  notes: new Set(),
  /** What the bundle proves against somebody. */
  found: [],
  before: null,
  officeBefore: null,
  signedUpTo: 0,
  published: [],
  /** Wall time of the first entry: the day on which tariff signers' keys must hold. */
  firstAtMs: 0,
  root: null,
  count: {
    entries: 0,
    officeEntries: 0,
    publishedHeads: 0,
    paymentsProven: 0,
    witnessed: 0,
    signatures: 0,
    chargedPaise: 0,
    reversedPaise: 0,
  },
});

/** Collects what steps throw. A value of an unexpected kind is a fault of the bundle as well. */
const reporterTo = (faults) => (place) => (where, step) => {
  try {
    step();
  } catch (error) {
    const unexpected = `not of the agreed form (${error.message})`;
    const what = error instanceof Fault ? error.message : unexpected;
    faults.push({ where: [place, where].filter(Boolean).join(', '), what });
  }
};
const placeOf = (line) => `bytes ${line.from} to ${line.to}`;

function readIndex(line, partCount) {
  const index = parseCanonical(line.text, 'index');
  must(index.format === 'raseed/evidence/1', 'not an evidence bundle of this form');
  must(Array.isArray(index.parts) && Number.isSafeInteger(index.madeAt), 'index lists no parts');
  const listed = index.parts.length;
  must(listed === partCount, `index lists ${listed} parts, the file has ${partCount}`);
  return index;
}

function readPart(line, listed, report) {
  let part = { type: 'unreadable' };
  report(`part ${listed?.name}`, () => {
    const isListed =
      listed.bytes === line.to - line.from && listed.sha256 === hex(sha256(line.bytes));
    must(isListed, 'bytes are not those of the index');
  });
  report(`part ${listed?.name}`, () => (part = parseCanonical(line.text, 'part')));
  return part;
}

function checkStatement(state, first, last) {
  const how = { type: 'evidence', roles: ['server'], atOf: ({ madeAt }) => madeAt };
  const { payload } = openDocument(state, last.text, how);
  must(payload.indexSha256 === hex(sha256(first.bytes)), 'HQ signed another index');
  must(payload.madeAt === state.index.madeAt, 'HQ signed another time');
}

function checkPart(state, part, at, report) {
  const name = `part ${state.index.parts[at]?.name}`;
  if (Object.hasOwn(CHECKS, part.type)) report(name, () => CHECKS[part.type](state, part, report));
  else state.notes.add(`${name}: kind unknown here, its hash alone is checked`);
}

/** Answers faults (where and what, in order), notes, and what was counted. */
export function verifyBundle(bytes, options = {}) {
  const state = newState();
  const faults = [];
  const reporter = reporterTo(faults);
  const lines = linesOf(Buffer.from(bytes));
  const done = () => ({
    ...state,
    faults,
    notes: [...state.notes],
    fileSha256: hex(sha256(bytes)),
  });
  if (lines === null || lines.length < 3) {
    faults.push({ where: 'file', what: 'not lines of UTF-8 text, each with a line end behind it' });
    return done();
  }
  const [first, last] = [lines[0], lines.at(-1)];
  const partLines = lines.slice(1, -1);
  reporter(placeOf(first))('index', () => (state.index = readIndex(first, partLines.length)));
  if (state.index === null) return done();
  const parts = partLines.map((line, at) =>
    readPart(line, state.index.parts[at], reporter(placeOf(line))),
  );
  reporter('')('entries', () => {
    const opening = parts.find(({ type }) => type === 'entries');
    const isWithout = ['case', 'office'].includes(state.index.about?.kind);
    const otherwise = isWithout ? JSON.stringify({ wallTimeMs: state.index.madeAt }) : '{}';
    state.firstAtMs = JSON.parse(opening?.entries?.[0]?.text ?? otherwise).wallTimeMs;
    must(Number.isSafeInteger(state.firstAtMs), 'the bundle holds no entries');
  });
  reporter('')('keys', () => trustOf(state, parts, options));
  reporter(placeOf(last))('statement', () => checkStatement(state, first, last));
  for (const [at, part] of parts.entries()) {
    checkPart(state, part, at, reporter(placeOf(partLines[at])));
  }
  for (const [tenderId, paidPaise] of state.paidByUpi) {
    reporter('')(`tender ${tenderId}`, () => checkPayment(state, tenderId, paidPaise));
  }
  reporter('')('published roots', () => checkToldRoots(state));
  if (options.witness !== undefined)
    reporter('')('witness', () => checkWitness(state, options.witness));
  return done();
}

export function describe(report, options = {}) {
  const { index, count, faults } = report;
  const lines = [`SHA-256 of the file  ${report.fileSha256}`];
  if (index !== null) {
    const whose =
      index.counterId === null ? `office ${index.officeId}` : `counter ${index.counterId}`;
    lines.push(`about                ${JSON.stringify(index.about)}, ${whose}`);
    lines.push(`exported             ${new Date(index.madeAt).toISOString()}`);
    lines.push(
      `entries              ${count.entries}, signatures of the counter ${count.signatures}`,
    );
    lines.push(
      `receipts             ${report.receipts.size}, charged ${rupees(count.chargedPaise)}, reversed ${rupees(count.reversedPaise)}`,
    );
    lines.push(`tariffs              ${[...report.tariffs.keys()].join(', ') || 'none'}`);
    lines.push(
      `paid by UPI          ${count.paymentsProven} charges, each by the gateway's evidence`,
    );
    lines.push(`decided by HQ        ${count.officeEntries} entries of the office's chain`);
    lines.push(
      `published heads      ${count.publishedHeads}, kept by the witness ${count.witnessed}`,
    );
    for (const { date, seq, root, isLinked } of report.published) {
      const here = isLinked ? '' : ', which is not in here';
      const what = seq === null ? 'has' : `holds entry ${seq}${here},`;
      lines.push(`published ${date} ${what} root ${root}`);
    }
    lines.push(`root                 ${report.root}`);
  }
  if (options.root === undefined) {
    lines.push(
      '',
      '*** TRUSTING THE ROOT INSIDE THE BUNDLE. Compare it with the one that the department',
      '*** published, or give that one with --root. A forger could have made all of this.',
      '',
    );
  }
  for (const what of report.found) lines.push(`PROVEN               ${what}`);
  for (const note of report.notes) lines.push(`note                 ${note}`);
  for (const { where, what } of faults) lines.push(`FAULT  ${where}: ${what}`);
  lines.push(
    faults.length === 0
      ? 'NO FAULT FOUND'
      : `${faults.length} FAULTS, the first at ${faults[0].where}`,
  );
  return lines.join('\n');
}

const USAGE =
  'node verify.mjs BUNDLE [--root SHA-256 of the root key, in hex] [--witness FILE of roots]\n';

function readWords(args) {
  try {
    const options = { root: { type: 'string' }, witness: { type: 'string' } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return positionals.length === 1 ? { ...values, file: positionals[0] } : null;
  } catch {
    return null;
  }
}

function main(args) {
  const words = readWords(args);
  if (words === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  const options = words.root === undefined ? {} : { root: words.root };
  let bytes;
  try {
    bytes = readFileSync(words.file);
    if (words.witness !== undefined) options.witness = readFileSync(words.witness, 'utf8');
  } catch (error) {
    process.stderr.write(`${error.path ?? words.file} cannot be read: ${error.code}\n`);
    return 2;
  }
  const report = verifyBundle(bytes, options);
  process.stdout.write(`${describe(report, options)}\n`);
  if (report.index === null) return 2;
  return report.faults.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
