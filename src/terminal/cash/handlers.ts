/** The commands of the drawer and what each needs. */
import type { Handlers } from '#terminal/commands.ts';

import { certify } from './certificate.ts';
import { giveChange, oweChange } from './change.ts';
import { orderCount, putOffCount, takeCount } from './counts.ts';
import { dropCash, exchangeCash, refuseNote } from './drops.ts';
import { closeForAbsent, handOver } from './hand-over.ts';
import { takeInstrument } from './instruments.ts';
import { keyLeaf, previewLeaf, spoilLeaf } from './leaves.ts';
import { resumeShift, suspendShift } from './seal.ts';

type CashCommand =
  | 'dropCash'
  | 'exchangeCash'
  | 'oweChange'
  | 'giveChange'
  | 'refuseNote'
  | 'suspendShift'
  | 'resumeShift'
  | 'handOver'
  | 'closeForAbsent'
  | 'orderCount'
  | 'takeCount'
  | 'certify'
  | 'putOffCount'
  | 'takeInstrument'
  | 'keyLeaf'
  | 'previewLeaf'
  | 'spoilLeaf';

export const CASH_HANDLERS: Pick<Handlers, CashCommand> = {
  dropCash: { needs: 'shift', run: dropCash },
  exchangeCash: { needs: 'shift', run: exchangeCash },
  oweChange: { needs: 'shift', run: oweChange },
  giveChange: { needs: 'shift', run: giveChange },
  refuseNote: { needs: 'shift', run: refuseNote },
  suspendShift: { needs: 'shift', run: suspendShift },
  resumeShift: { needs: 'person', run: resumeShift },
  handOver: { needs: 'shift', run: handOver },
  closeForAbsent: { needs: 'enrolled', run: closeForAbsent },
  orderCount: { needs: 'shift', run: orderCount },
  takeCount: { needs: 'shift', run: takeCount },
  certify: { needs: 'shift', run: certify },
  putOffCount: { needs: 'shift', run: putOffCount },
  takeInstrument: { needs: 'charge', run: takeInstrument },
  keyLeaf: { needs: 'charge', run: keyLeaf },
  previewLeaf: { needs: 'shift', run: previewLeaf },
  spoilLeaf: { needs: 'shift', run: spoilLeaf },
};
