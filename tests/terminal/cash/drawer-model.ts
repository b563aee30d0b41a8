/**
 * The same money by another formula: what each entry's own figures say of the drawer and of what is
 * owed, added up without the ledger's rules. A test holds the ledger to it at every entry.
 */
interface Body {
  readonly [field: string]: unknown;
}

export interface Model {
  readonly drawer: number;
  readonly sealed: number;
  readonly owed: number;
  readonly cheques: number;
  readonly chequesHeld: number;
  readonly refundsPayable: number;
}

export const NO_MONEY: Model = {
  drawer: 0,
  sealed: 0,
  owed: 0,
  cheques: 0,
  chequesHeld: 0,
  refundsPayable: 0,
};

type Change = Partial<Model>;

const CHANGES: Readonly<Record<string, (figure: (field: string) => number, body: Body) => Change>> =
  {
    'shift.opened': (of) => ({ drawer: of('floatPaise') }),
    'cash.tendered': (of) => ({ drawer: of('givenPaise') - of('changePaise') }),
    'leaf.keyed': (of) => ({
      drawer: of('collectedPaise'),
      refundsPayable: Math.max(of('collectedPaise') - of('totalPaise'), 0),
    }),
    'charge.reversed': (of) => ({ drawer: -of('paidBackPaise') }),
    'cash.dropped': (of) => ({ drawer: -of('amountPaise') }),
    'change.owed': (of) => ({ drawer: of('amountPaise'), owed: of('amountPaise') }),
    'change.given': (of) => ({ drawer: -of('amountPaise'), owed: -of('amountPaise') }),
    'shift.suspended': (of) => ({ drawer: -of('sealedPaise'), sealed: of('sealedPaise') }),
    'shift.resumed': (of) => ({ drawer: of('sealedPaise'), sealed: -of('sealedPaise') }),
    'shift.closed': (of) => ({ drawer: -of('expectedPaise') }),
    'instrument.received': (of) => ({
      cheques: of('totalPaise'),
      chequesHeld: of('totalPaise'),
    }),
    'receipt.issued': (of, { tenderKind }) =>
      tenderKind === 'instrument' ? { chequesHeld: -of('totalPaise') } : {},
  };

export function afterEntry(
  model: Model,
  entry: { readonly kind: string; readonly body: Body },
): Model {
  const figure = (field: string): number => Number(entry.body[field]);
  const change = CHANGES[entry.kind]?.(figure, entry.body) ?? {};
  const plus = (field: keyof Model): number => model[field] + (change[field] ?? 0);
  return {
    drawer: plus('drawer'),
    sealed: plus('sealed'),
    owed: plus('owed'),
    cheques: plus('cheques'),
    chequesHeld: plus('chequesHeld'),
    refundsPayable: plus('refundsPayable'),
  };
}
