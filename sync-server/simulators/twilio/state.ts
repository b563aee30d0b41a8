/** What the simulated message service holds: messages and calls, as their vendor numbers them. */
import { randomBytes } from 'node:crypto';

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed';

export interface SimMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string | null;
  readonly at: number;
  status: MessageStatus;
  errorCode: number | null;
}

/** What a telephone hears, in order; a key or a voice is waited for after it. */
export interface SimTurn {
  readonly says: readonly { readonly language: string; readonly text: string }[];
  readonly plays: readonly string[];
  readonly wants: 'key' | 'number' | 'record' | 'end';
  readonly action: string;
  readonly markup: string;
}

export interface SimCall {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'outbound-api' | 'inbound';
  readonly url: string;
  readonly statusCallback: string | null;
  readonly at: number;
  status: CallStatus;
  readonly turns: SimTurn[];
}

export const newSid = (prefix: 'SM' | 'CA' | 'RE'): string =>
  prefix + randomBytes(16).toString('hex');

const rfc2822 = (ms: number): string => new Date(ms).toUTCString().replace('GMT', '+0000');

interface Account {
  readonly accountSid: string;
}

/** The vendor's words for a message, null where it has nothing to say. */
export const messageAnswer = (it: SimMessage, { accountSid }: Account) => ({
  account_sid: accountSid,
  api_version: '2010-04-01',
  body: it.body,
  date_created: rfc2822(it.at),
  date_sent: it.status === 'queued' ? null : rfc2822(it.at),
  date_updated: rfc2822(it.at),
  direction: 'outbound-api',
  error_code: it.errorCode,
  error_message: null,
  from: it.from.startsWith('MG') ? null : it.from,
  messaging_service_sid: it.from.startsWith('MG') ? it.from : null,
  num_media: '0',
  num_segments: '1',
  price: null,
  price_unit: 'USD',
  sid: it.sid,
  status: it.status,
  subresource_uris: {},
  to: it.to,
  uri: `/2010-04-01/Accounts/${accountSid}/Messages/${it.sid}.json`,
});

export const callAnswer = (it: SimCall, { accountSid }: Account) => ({
  account_sid: accountSid,
  annotation: null,
  answered_by: null,
  api_version: '2010-04-01',
  caller_name: null,
  date_created: rfc2822(it.at),
  date_updated: rfc2822(it.at),
  direction: it.direction,
  duration: null,
  end_time: null,
  forwarded_from: null,
  from: it.from,
  from_formatted: it.from,
  group_sid: null,
  parent_call_sid: null,
  phone_number_sid: null,
  price: null,
  price_unit: 'USD',
  queue_time: '0',
  sid: it.sid,
  start_time: null,
  status: it.status,
  subresource_uris: {},
  to: it.to,
  to_formatted: it.to,
  trunk_sid: null,
  uri: `/2010-04-01/Accounts/${accountSid}/Calls/${it.sid}.json`,
});

/** A page of a list, as the vendor frames it. */
export const listAnswer = (of: {
  readonly name: 'messages' | 'calls';
  readonly path: string;
  readonly rows: readonly object[];
}) => ({
  end: Math.max(0, of.rows.length - 1),
  first_page_uri: `${of.path}?Page=0`,
  next_page_uri: null,
  page: 0,
  page_size: 50,
  previous_page_uri: null,
  start: 0,
  uri: of.path,
  [of.name]: of.rows,
});
