/**
 * The chart of accounts: every account that a posting may name, with the words that people read and
 * what a balance on it means. Positive is money that is there, negative is money that is owed or came
 * from there; all balances together are nothing (P5). Where an account is one of many (a head, a
 * person, a bag), its name is followed by a colon and by whose it is.
 */
import type { Texts } from '#domain/language.ts';

export interface ChartAccount {
  /** Of the account, or of each of its kind before the colon. */
  readonly name: string;
  /** What stands behind the colon; null for an account that there is once. */
  readonly of: 'head' | 'staff' | 'shift' | 'deposit' | null;
  /** `cash` is notes and coins that can be counted somewhere. */
  readonly group: 'cash' | 'money' | 'revenue' | 'owed' | 'difference' | 'passing';
  readonly texts: Texts;
  readonly means: Texts;
}

const account = (
  name: string,
  group: ChartAccount['group'],
  words: { readonly texts: readonly [string, string]; readonly means: readonly [string, string] },
  of: ChartAccount['of'] = null,
): ChartAccount => ({
  name,
  of,
  group,
  texts: { en: words.texts[0], hi: words.texts[1] },
  means: { en: words.means[0], hi: words.means[1] },
});

export const CHART: readonly ChartAccount[] = [
  account('drawer', 'cash', {
    texts: ['Drawer', 'गल्ला'],
    means: ['Cash in drawers of open shifts.', 'खुली पालियों के गल्लों में नकद।'],
  }),
  account(
    'sealed',
    'cash',
    {
      texts: ['Sealed drawer', 'सीलबंद गल्ला'],
      means: [
        'Cash in a drawer that is sealed while its clerk is away.',
        'उस गल्ले का नकद जो क्लर्क की अनुपस्थिति में सीलबंद है।',
      ],
    },
    'shift',
  ),
  account('in-hand', 'cash', {
    texts: ['In hand', 'हाथ में'],
    means: [
      'Cash between two clerks of a handover; nothing after it.',
      'हस्तांतरण में दो क्लर्कों के बीच का नकद; बाद में शून्य।',
    ],
  }),
  account('safe', 'cash', {
    texts: ['Safe', 'तिजोरी'],
    means: [
      'Cash handed in by counters and not yet on its way to the bank.',
      'काउंटरों से जमा नकद, जो अभी बैंक नहीं गया।',
    ],
  }),
  account('float', 'owed', {
    texts: ['Floats', 'आरंभिक नकद'],
    means: [
      'Cash brought in to begin shifts; it is no fee and is owed to whoever gave it.',
      'पाली शुरू करने के लिए लाया गया नकद; यह शुल्क नहीं, देने वाले का है।',
    ],
  }),
  account(
    'in-transit',
    'cash',
    {
      texts: ['In transit', 'मार्ग में'],
      means: [
        'A bag that left the safe and that the bank has not accepted.',
        'थैली जो तिजोरी से निकली और बैंक ने अभी नहीं ली।',
      ],
    },
    'deposit',
  ),
  account('bank', 'money', {
    texts: ['Bank', 'बैंक'],
    means: ['At the bank and not remitted to the treasury.', 'बैंक में, कोषागार को अभी नहीं भेजा गया।'],
  }),
  account('treasury', 'money', {
    texts: ['Treasury', 'कोषागार'],
    means: [
      'Remitted to the government account, less refunds by bill.',
      'सरकारी खाते में भेजा गया, बिल से हुई वापसी घटाकर।',
    ],
  }),
  account(
    'revenue',
    'revenue',
    {
      texts: ['Fees', 'शुल्क'],
      means: [
        'Charged under a head of account, less what was reversed (negative).',
        'लेखा शीर्ष में लिया गया शुल्क, रद्द घटाकर (ऋणात्मक)।',
      ],
    },
    'head',
  ),
  account('deduct-refunds', 'revenue', {
    texts: ['Deduct refunds', 'घटाएँ: वापसी'],
    means: [
      'Fees that were sanctioned to go back after the shift.',
      'पाली के बाद लौटाने के लिए स्वीकृत शुल्क।',
    ],
  }),
  account('upi', 'money', {
    texts: ['Gateway', 'गेटवे से प्राप्य'],
    means: [
      'Paid by UPI by the gateway’s own evidence, and not settled to the bank.',
      'गेटवे के प्रमाण से UPI द्वारा भुगतान, बैंक में अभी नहीं आया।',
    ],
  }),
  account('awaiting-upi', 'money', {
    texts: ['Awaiting UPI', 'UPI प्रतीक्षा में'],
    means: [
      'Negative: paid and no receipt yet. Positive: receipts that no evidence pays.',
      'ऋणात्मक: भुगतान हुआ, रसीद बाकी। धनात्मक: रसीदें जिनका प्रमाण नहीं।',
    ],
  }),
  account('gateway-fees', 'money', {
    texts: ['Gateway fees', 'गेटवे शुल्क'],
    means: [
      'What the gateway kept of settlements, tax included.',
      'निपटान में गेटवे ने जो रखा, कर सहित।',
    ],
  }),
  account('cheques', 'money', {
    texts: ['Cheques in hand', 'हाथ में चेक'],
    means: ['Received and not realised.', 'प्राप्त, अभी वसूल नहीं हुए।'],
  }),
  account('cheques-held', 'owed', {
    texts: ['Held for cheques', 'चेक के विरुद्ध रोका गया'],
    means: [
      'Cheques received whose receipt waits for the money.',
      'प्राप्त चेक जिनकी रसीद पैसा आने पर बनेगी।',
    ],
  }),
  account('refunds-payable', 'owed', {
    texts: ['Refunds payable', 'देय वापसी'],
    means: ['Owed back to citizens (negative).', 'नागरिकों को लौटाना शेष (ऋणात्मक)।'],
  }),
  account('change-owed', 'owed', {
    texts: ['Change owed', 'बाक़ी छुट्टा'],
    means: [
      'Change that citizens hold slips for (negative).',
      'छुट्टा जिसकी पर्ची नागरिकों के पास है (ऋणात्मक)।',
    ],
  }),
  account(
    'over-short',
    'difference',
    {
      texts: ['Over and short', 'अधिक और कम नकद'],
      means: [
        'What a person’s counts were over (negative) or short (positive).',
        'किसी व्यक्ति की गिनती में अधिक (ऋणात्मक) या कम (धनात्मक) नकद।',
      ],
    },
    'staff',
  ),
  account('suspense', 'difference', {
    texts: ['Suspense', 'उचंत'],
    means: ['Money whose owner is not settled yet.', 'पैसा जिसका स्वामी अभी तय नहीं।'],
  }),
  account('clearing', 'passing', {
    texts: ['Clearing', 'समाशोधन'],
    means: [
      'Taken from a citizen and not yet receipted; nothing after every whole act.',
      'नागरिक से लिया, रसीद बाकी; हर पूरे कार्य के बाद शून्य।',
    ],
  }),
  account('credit', 'passing', {
    texts: ['Kept for a correction', 'सुधार के लिए रखा गया'],
    means: [
      'Kept of a reversed receipt for the charge that replaces it.',
      'रद्द रसीद का पैसा, उसकी जगह वाले शुल्क के लिए रखा गया।',
    ],
  }),
];

const BY_NAME = new Map(CHART.map((it) => [it.name, it]));

/** The name of an account of the chart without whose it is: `over-short` of `over-short:S1042`. */
export const accountClass = (name: string): string => name.split(':', 1)[0] ?? name;

/** Null for what no chart knows: a posting to it is a mistake. */
export function chartAccount(name: string): ChartAccount | null {
  const found = BY_NAME.get(accountClass(name)) ?? null;
  const isOne = name === found?.name;
  return found !== null && isOne === (found.of === null) ? found : null;
}
