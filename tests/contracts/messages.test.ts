/**
 * The ports for messages and calls over the vendor's real client against the simulated service, both
 * held to the vendor's own API document where it is at hand; and the signature of its requests.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

import * as fc from 'fast-check';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { dialled, type E164 } from '#domain/messages/phone.ts';
import { instant } from '#domain/time.ts';
import { callbackSignature, isCallbackSigned, readForm } from '#server/messages/signature.ts';
import { openTwilio } from '#server/messages/twilio.ts';
import { readMessageDocument } from '#server/simulators/twilio/document.ts';
import { MarkupFault, readMarkup } from '#server/simulators/twilio/markup.ts';
import { createMessageSimulator, type MessageSimulator } from '#server/simulators/twilio/server.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/twilio.json');
const document = existsSync(DOCUMENT) ? readMessageDocument(DOCUMENT) : null;
const whereDocumented = test.skipIf(document === null);

const ACCOUNT = `AC${'1'.repeat(32)}`;
const TOKEN = 'a-token-of-this-test';
const TO = dialled('9876543210') as E164;

let simulator: MessageSimulator;
let origin: string;
const open = (change: { readonly timeoutMs?: number; readonly smsSender?: string } = {}) =>
  openTwilio({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    smsSender: 'RASEED',
    callFrom: '+15005550006',
    serviceOrigin: origin,
    timeoutMs: 2_000,
    ...change,
  });
beforeEach(async () => {
  simulator = createMessageSimulator({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    document,
    inboundUrl: null,
  });
  origin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => simulator.app.close());

const sms = (change: object = {}) => ({
  to: TO,
  text: 'Official fee Rs 1,00,950.50 for लाइसेंस',
  statusUrl: 'https://raseed.example/v1/messages/KA-BLR-01/0/1',
  content: null,
  ...change,
});
const call = {
  to: TO,
  turnUrl: 'https://raseed.example/v1/calls/KA-BLR-01/0',
  statusUrl: 'https://raseed.example/v1/calls/KA-BLR-01/0/status/1',
};

describe('the ports', () => {
  test('M6 a message and a call as the vendor’s document wants them', async () => {
    const sent = await open().sms.send(sms());
    const called = await open().voice.call(call);
    expect(sent).toMatchObject({ ok: true, value: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(called).toMatchObject({ ok: true, value: expect.stringMatching(/^CA[0-9a-f]{32}$/) });
    expect(simulator.violations).toEqual([]);
    expect(simulator.messages[0]).toMatchObject({ to: TO, from: 'RASEED', body: sms().text });
    expect(simulator.calls[0]).toMatchObject({ to: TO, url: call.turnUrl });
  });

  test('M6 a registered text goes by its number and what fills it', async () => {
    const content = { id: `HX${'a'.repeat(32)}`, values: ['Rs 950.00', 'लाइसेंस'] };
    const sender = `MG${'b'.repeat(32)}`;
    await open({ smsSender: sender }).sms.send(sms({ content }));
    expect(simulator.violations).toEqual([]);
    expect(simulator.messages[0]).toMatchObject({
      from: sender,
      body: '{"1":"Rs 950.00","2":"लाइसेंस"}',
    });
  });

  test('M7 what was taken before is found again, what was not is not', async () => {
    const since = instant(Date.now());
    const { sms: port, voice } = open();
    expect(await port.sent({ to: TO, text: sms().text, since })).toEqual({ ok: true, value: null });
    expect(await voice.called({ to: TO, since })).toEqual({ ok: true, value: null });
    const sent = await port.send(sms());
    const called = await voice.call(call);
    expect(await port.sent({ to: TO, text: sms().text, since })).toEqual(sent);
    expect(await port.sent({ to: TO, text: 'another', since })).toEqual({ ok: true, value: null });
    expect(await voice.called({ to: TO, since })).toEqual(called);
    const later = instant(Date.now() + 60_000);
    expect(await voice.called({ to: TO, since: later })).toEqual({ ok: true, value: null });
    expect(simulator.violations).toEqual([]);
  });

  test.each([
    ['invalid', 'NUMBER_INVALID'],
    ['opted_out', 'NUMBER_OPTED_OUT'],
  ] as const)('M3 a number that is %s', async (carrier, code) => {
    simulator.carriers.set(TO, carrier);
    expect(await open().sms.send(sms())).toMatchObject({ ok: false, error: { code } });
    expect(await open().voice.call(call)).toMatchObject({ ok: false, error: { code } });
  });

  test.each(['silent', 'lost', 'html', 'busy', 'broken'] as const)(
    'M7 a service that is %s: nothing is known',
    async (fault) => {
      simulator.fault = fault;
      const failed = { ok: false, error: { code: 'MESSAGE_SERVICE_UNAVAILABLE' } };
      expect(await open({ timeoutMs: 300 }).sms.send(sms())).toMatchObject(failed);
      expect(await open({ timeoutMs: 300 }).voice.call(call)).toMatchObject(failed);
    },
  );

  test('M16 a wrong token is refused and told as such', async () => {
    const port = openTwilio({
      accountSid: ACCOUNT,
      authToken: 'another-token-0000',
      smsSender: 'RASEED',
      callFrom: '+15005550006',
      serviceOrigin: origin,
    });
    expect(await port.sms.send(sms())).toMatchObject({
      ok: false,
      error: { code: 'MESSAGE_REFUSED' },
    });
  });

  whereDocumented('the document refuses what is wrong, so its schemas do compile', () => {
    const judge = (operation: string, form: Record<string, string[]>) =>
      document?.request(operation, form);
    expect(judge('CreateMessage', { To: [TO], Body: ['x'] })).toBeNull();
    expect(judge('CreateMessage', { Body: ['x'] })).toContain('To');
    expect(judge('CreateMessage', { To: ['+98'], Body: ['x'] })).toContain('phone-number');
    expect(judge('CreateMessage', { To: [TO], Bdy: ['x'] })).toContain('not in the document');
    expect(judge('CreateCall', { To: [TO], From: [TO], Method: ['PUT'] })).toContain('CreateCall');
    expect(judge('CreateCall', { To: [TO], From: [TO], Timeout: ['soon'] })).toContain('Timeout');
    for (const operation of ['CreateMessage', 'CreateCall', 'ListMessage', 'ListCall']) {
      expect(document?.answer(operation, 5)).toContain(operation);
    }
    const status = { status: 'on-its-way' };
    expect(document?.answer('CreateMessage', status)).toContain('status');
    expect(document?.answer('CreateCall', status)).toContain('status');
  });
});

const url = fc.webUrl({ withQueryParameters: true, withFragments: false });
const form = fc.dictionary(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 3 }), {
  maxKeys: 6,
});

describe('M16 the signature', () => {
  test('the vendor’s own vector', () => {
    const signature = callbackSignature({
      token: '12345',
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
      form: readForm(
        'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
      ),
    });
    expect(signature).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  test('is the vendor’s on 10,000 random bodies, and refuses every altered one', () => {
    fc.assert(
      fc.property(url, form, fc.nat(), (address, fields, place) => {
        const signature = callbackSignature({ token: TOKEN, url: address, form: fields });
        expect(signature).toBe(twilio.getExpectedTwilioSignature(TOKEN, address, fields));
        const signed = { token: TOKEN, url: address, form: fields, signature };
        expect(isCallbackSigned(signed)).toBe(true);
        const at = place % signature.length;
        const other = signature[at] === 'A' ? 'B' : 'A';
        const altered = signature.slice(0, at) + other + signature.slice(at + 1);
        expect(isCallbackSigned({ ...signed, signature: altered })).toBe(false);
        expect(isCallbackSigned({ ...signed, url: `${address}1` })).toBe(false);
        expect(isCallbackSigned({ ...signed, form: { ...fields, Digits9: ['1'] } })).toBe(false);
        expect(isCallbackSigned({ ...signed, signature: '' })).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

test.each([
  '<Response><Say language="hi-IN">नमस्ते</Say>',
  '<Response><Say language="or-IN">x</Say></Response>',
  '<Response><Speak>x</Speak></Response>',
  '<Response><Gather numDigits="1"><Record/></Gather></Response>',
  '<Response><Say language="hi-IN" tone="1">x</Say></Response>',
  '<Response><Say language="en-IN">a & b</Say></Response>',
  '<Response></Response><Response></Response>',
])('M10 markup that the vendor would refuse: %s', (markup) => {
  expect(() => readMarkup(markup)).toThrow(MarkupFault);
});
