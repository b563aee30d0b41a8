/** HID report descriptors of the two simulated devices, item by item (HID 1.11, section 6.2.2). */

const USAGE_PAGE = (page: number) => [0x06, page & 0xff, page >> 8];
const USAGE = (usage: number) => [0x09, usage];
const COLLECTION_APPLICATION = [0xa1, 0x01];
const END_COLLECTION = [0xc0];
const LOGICAL_BYTES = [0x15, 0x00, 0x26, 0xff, 0x00];
const REPORT_SIZE_8 = [0x75, 0x08];
const REPORT_ID = (id: number) => [0x85, id];
const REPORT_COUNT = (count: number) =>
  count < 256 ? [0x95, count] : [0x96, count & 0xff, count >> 8];
const INPUT = [0x81, 0x02];
const OUTPUT = [0x91, 0x02];
const FEATURE = [0xb1, 0x02];

/** One report in, one out, without numbers. */
export const plainDescriptor = (usagePage: number, usage: number, bytes: number): Uint8Array =>
  Uint8Array.from(
    [
      USAGE_PAGE(usagePage),
      USAGE(usage),
      COLLECTION_APPLICATION,
      LOGICAL_BYTES,
      REPORT_SIZE_8,
      REPORT_COUNT(bytes),
      USAGE(0x20),
      INPUT,
      REPORT_COUNT(bytes),
      USAGE(0x21),
      OUTPUT,
      END_COLLECTION,
    ].flat(),
  );

const numbered = (id: number): readonly number[] =>
  [
    REPORT_ID(id),
    REPORT_COUNT(id),
    USAGE(0x01),
    INPUT,
    REPORT_COUNT(id),
    USAGE(0x01),
    OUTPUT,
  ].flat();

const featureOf = (id: number, bytes: number): readonly number[] =>
  [REPORT_ID(id), REPORT_COUNT(bytes), USAGE(0x01), FEATURE].flat();

/** The bridge's data reports 0x01 to 0x3F, each as long as its number, and its settings. */
export const bridgeDescriptor = (
  features: readonly (readonly [id: number, bytes: number])[],
): Uint8Array =>
  Uint8Array.from(
    [
      USAGE_PAGE(0xff00),
      USAGE(0x01),
      COLLECTION_APPLICATION,
      LOGICAL_BYTES,
      REPORT_SIZE_8,
      ...Array.from({ length: 0x3f }, (_, index) => numbered(index + 1)),
      ...features.map(([id, bytes]) => featureOf(id, bytes)),
      END_COLLECTION,
    ].flat(),
  );
