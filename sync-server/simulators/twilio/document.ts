/** The message service's own document, with the formats that it names and nobody defines. */
import {
  readVendorDocument,
  type VendorDocument,
} from '#server/simulators/cashfree/vendor-document.ts';

const FORMATS = {
  endpoint: /^\+[1-9]\d{6,14}$/,
  'phone-number': /^(?:\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/,
  'http-method': /^(?:GET|POST)$/,
  'date-time-rfc-2822': /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
  currency: /^[A-Z]{3}$/,
  'uri-map': true,
  twiml: true,
} as const;

export const readMessageDocument = (file: string): VendorDocument =>
  readVendorDocument(file, FORMATS);
