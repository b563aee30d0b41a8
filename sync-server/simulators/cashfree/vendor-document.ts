/**
 * The vendor's own OpenAPI document as a judge of requests and answers. A schema that does not
 * compile is an error here: silently it would let everything pass.
 */
import { readFileSync } from 'node:fs';

import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

export interface VendorDocument {
  /** Null where it is as the document says. */
  request(operation: string, body: unknown): string | null;
  answer(operation: string, body: unknown): string | null;
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function at(root: unknown, ...path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (isRecord(value) && typeof value['$ref'] === 'string') value = resolve(root, value['$ref']);
    value = isRecord(value) ? value[key] : undefined;
  }
  return value;
}

const resolve = (root: unknown, ref: string): unknown =>
  at(
    root,
    ...ref
      .slice(2)
      .split('/')
      .map((part) => part.replaceAll('~1', '/')),
  );

const follow = (root: unknown, value: unknown): unknown =>
  isRecord(value) && typeof value['$ref'] === 'string' ? resolve(root, value['$ref']) : value;

/** OpenAPI writes pointers from the document's root; all of them point into the added schema. */
const pointed = (schema: unknown): object => {
  const text = JSON.stringify(schema)
    .replaceAll('"$ref":"#/', '"$ref":"vendor#/')
    // The document's way to say that nothing may stand here.
    .replaceAll('"enum":["(null)"]', '"enum":[null]');
  return JSON.parse(text) as object;
};

type Formats = Readonly<Record<string, RegExp | true>>;

/** Named in the gateway's document and defined nowhere. */
const VENDOR_FORMATS: Formats = { ISO8601: true, BANKR: true, float64: true };
const FORM = 'application/x-www-form-urlencoded';

function operationsOf(root: unknown): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const path of Object.values(at(root, 'paths') as Json)) {
    for (const operation of Object.values(isRecord(path) ? path : {})) {
      if (isRecord(operation) && typeof operation['operationId'] === 'string') {
        found.set(operation['operationId'], operation);
      }
    }
  }
  return found;
}

/** Text of a form in the types that the schema names; a sentence for what it does not name. */
function typedForm(root: unknown, schema: unknown, body: unknown): Json | string {
  if (!isRecord(body)) return 'no form';
  const typed: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(body)) {
    const type = at(schema, 'properties', name);
    const of = follow(root, type);
    if (!isRecord(of) || !Array.isArray(values)) return `${name} is not in the document`;
    const text = String(values[0]);
    if (of['type'] === 'array') typed[name] = values;
    else if (values.length > 1) return `${name} stands twice`;
    else if (of['type'] === 'integer' || of['type'] === 'number') typed[name] = Number(text);
    else if (of['type'] === 'boolean') typed[name] = text === 'true' || (text !== 'false' && text);
    else typed[name] = text;
  }
  return typed;
}

export function readVendorDocument(
  file: string,
  vendorFormats: Formats = VENDOR_FORMATS,
): VendorDocument {
  const root = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  const ajv = new Ajv({ strict: false, allErrors: false, discriminator: false });
  formats.default(ajv);
  for (const [name, format] of Object.entries(vendorFormats)) ajv.addFormat(name, format);
  // The same document under the name that the pointers use.
  ajv.addSchema({ $id: 'vendor', ...pointed(root) });
  const operations = operationsOf(root);
  const compiled = new Map<string, ValidateFunction>();
  const check = (key: string, schema: unknown, body: unknown): string | null => {
    const validate = compiled.get(key) ?? ajv.compile(pointed(schema));
    compiled.set(key, validate);
    return validate(body) ? null : `${key}: ${ajv.errorsText(validate.errors)}`;
  };
  return {
    request(operation, body) {
      const content = follow(root, operations.get(operation)?.['requestBody']);
      const form = at(content, 'content', FORM, 'schema');
      if (form !== undefined) {
        const read = typedForm(root, form, body);
        return typeof read === 'string'
          ? `${operation} request: ${read}`
          : check(`${operation} request`, form, read);
      }
      const schema = at(content, 'content', 'application/json', 'schema');
      if (schema === undefined) return `${operation} request: not in the document`;
      return check(`${operation} request`, schema, body);
    },
    answer(operation, body) {
      const responses = at(operations.get(operation), 'responses');
      const response = follow(root, at(responses, '200') ?? at(responses, '201'));
      const schema = at(response, 'content', 'application/json', 'schema');
      if (schema === undefined) return `${operation}: not in the document`;
      return check(`${operation} answer`, schema, body);
    },
  };
}
