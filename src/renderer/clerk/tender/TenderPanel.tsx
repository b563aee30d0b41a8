/** Taking the money: how, given, change by denomination, and the one key that takes it. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import type { ClerkSnapshot, PaidSnapshot, VisitSnapshot } from '#contract/snapshot.ts';
import type { CashCount } from '#domain/cash.ts';
import { errorSentence } from '#domain/errors.ts';
import { formatRupees, type Paise } from '#domain/money.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { faceValue, Money } from '#renderer/ui/Money.tsx';
import { Ends, Sheet } from '#renderer/ui/Section.tsx';

import { AsidePayments, UpiPanel } from '#renderer/clerk/upi/UpiPanel.tsx';

import { piecesOf, readCash, showAmount, type Cash } from './cash.ts';

function ChangePieces(props: { readonly change: CashCount | null; readonly paise: Paise }) {
  const { t } = useSpeech();
  const { change, paise } = props;
  if (change === null) return <Typography color="error">{t.notPayable}</Typography>;
  if (paise === 0) return <Typography sx={{ color: 'text.secondary' }}>{t.noChange}</Typography>;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '2px 16px', justifyContent: 'flex-end' }}>
      {piecesOf(change).map(({ valuePaise, pieces }) => (
        <Typography key={valuePaise} component="span" sx={{ fontWeight: 600 }}>
          {t.pieces(pieces, faceValue(valuePaise))}
        </Typography>
      ))}
    </Box>
  );
}

/** The change due stays in sight until the next payment. */
export function LastPayment(props: { readonly paid: PaidSnapshot }) {
  const { t } = useSpeech();
  const { paid } = props;
  return (
    <Sheet sx={{ p: 2 }} role="group" aria-label={t.lastPayment}>
      <Ends>
        <Typography sx={{ color: 'text.secondary' }}>{t.lastPayment}</Typography>
        <Typography component="span">
          <Money paise={paid.totalPaise} />
        </Typography>
      </Ends>
      {paid.upi === undefined ? (
        <>
          <Ends sx={{ mt: 0.5 }}>
            <Typography sx={{ fontWeight: 600 }}>{t.changeBack}</Typography>
            <Typography variant="h3" component="span">
              <Money paise={paid.changePaise} />
            </Typography>
          </Ends>
          <ChangePieces change={paid.change} paise={paid.changePaise} />
        </>
      ) : (
        <Typography sx={{ mt: 0.5, fontWeight: 600 }}>
          {t.upiPaidBy} · {t.upiReference(paid.upi.reference)}
        </Typography>
      )}
    </Sheet>
  );
}

function Change(props: { readonly cash: Cash }) {
  const { t } = useSpeech();
  const { cash } = props;
  const enough = cash.state === 'enough';
  return (
    <Box sx={{ minHeight: 120 }} aria-live="polite">
      <Typography sx={{ color: 'text.secondary' }}>{t.change}</Typography>
      <Typography
        variant="h2"
        component="p"
        sx={{ textAlign: 'right', color: enough ? COLOUR.ink : COLOUR.inkSoft }}
      >
        {enough ? <Money paise={cash.changePaise} /> : '–'}
      </Typography>
      {enough ? <ChangePieces change={cash.change} paise={cash.changePaise} /> : null}
      {cash.state === 'short' ? (
        <Typography sx={{ textAlign: 'right', color: COLOUR.waiting, fontWeight: 600 }}>
          {t.short(formatRupees(cash.missingPaise))}
        </Typography>
      ) : null}
    </Box>
  );
}

export interface TenderPanelProps {
  readonly visit: VisitSnapshot | null;
  readonly snapshot: Pick<ClerkSnapshot, 'paid' | 'sync' | 'upi' | 'papers'>;
  readonly now: number;
  readonly givenText: string;
  readonly showShort: boolean;
  readonly expired: boolean;
  readonly canRequote: boolean;
  readonly pending: boolean;
  /** The clerk has gone over to cash. */
  readonly cashInstead: boolean;
  readonly onGiven: (text: string) => void;
  readonly onCash: () => void;
  readonly onUpi: () => void;
  readonly onLink: () => void;
  readonly onInstrument: () => void;
  readonly onSlip: () => void;
  readonly onTake: () => void;
}

/** Why no code can be asked for now; null where it can. */
function useUpiTrouble({ visit, snapshot, expired }: TenderPanelProps): string | null {
  const { t } = useSpeech();
  if (snapshot.upi === undefined) return t.upiOff;
  if (snapshot.sync.state !== 'online') return t.upiOffline;
  return visit !== null && expired ? '' : null;
}

function Ways(props: TenderPanelProps) {
  const { t } = useSpeech();
  const { visit } = props;
  const trouble = useUpiTrouble(props);
  const isWaiting = visit?.upi !== undefined && visit.upi.state !== 'failed' && !props.cashInstead;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        gridAutoRows: 'minmax(60px, auto)',
        gap: 1,
      }}
    >
      <KeyButton
        fill
        keyName="F4"
        label={isWaiting ? t.upiCash : t.cash}
        disabled={visit === null || props.expired}
        onPress={props.onCash}
      />
      <KeyButton
        fill
        keyName="F6"
        label={visit === null ? t.upiFind : isWaiting ? t.upiAgain : t.upi}
        disabled={trouble !== null}
        {...(trouble === null || trouble === '' ? {} : { why: trouble })}
        onPress={props.onUpi}
      />
    </Box>
  );
}

function Taking(props: TenderPanelProps & { readonly visit: VisitSnapshot }) {
  const { t } = useSpeech();
  const { visit } = props;
  const cash = readCash(props.givenText, visit.totalPaise);
  const nil = visit.totalPaise === 0;
  return (
    <>
      {nil ? null : (
        <Field
          stacked
          figure
          name="given"
          label={t.given}
          takes="digits"
          value={showAmount(props.givenText)}
          bad={props.showShort && cash.state !== 'enough'}
          readOnly={props.pending}
          start={<span style={{ fontSize: 20 }}>₹</span>}
          onValue={props.onGiven}
        />
      )}
      {nil ? <Typography variant="h3">{t.nothingToPay}</Typography> : <Change cash={cash} />}
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={props.pending ? t.working : nil ? t.enterNil : t.enterTakes}
        disabled={cash.state !== 'enough' || props.pending}
        onPress={props.onTake}
      />
    </>
  );
}

/**
 * For who has no UPI phone at hand: the citizen pays later, and goes with a slip. Or a cheque, where the
 * office takes them.
 */
function OtherWays(props: TenderPanelProps & { readonly visit: VisitSnapshot }) {
  const { t } = useSpeech();
  const { visit, pending } = props;
  const { upi, sync } = props.snapshot;
  const isUnreachable = visit.mobile === null || visit.contact !== undefined;
  const later = sync.state === 'online' ? '' : t.upiLinkLater;
  const off = upi === undefined ? t.upiOff : upi.linksOff === true ? t.upiLinkOff : null;
  const why = off ?? (isUnreachable ? t.upiLinkNobody : later);
  const isAccepted = (props.snapshot.papers?.accepted ?? null) !== null;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        gridAutoRows: 'minmax(60px, auto)',
        gap: 1,
      }}
    >
      <KeyButton
        fill
        keyName="F5"
        label={t.upiLink}
        disabled={off !== null || isUnreachable || pending || props.expired}
        {...(why === '' ? {} : { why })}
        onPress={props.onLink}
      />
      <KeyButton
        fill
        keyName="F3"
        label={t.instrument}
        disabled={!isAccepted || pending}
        {...(isAccepted ? {} : { why: t.instrumentOff })}
        onPress={props.onInstrument}
      />
    </Box>
  );
}

function Expired(props: TenderPanelProps) {
  const { t } = useSpeech();
  return (
    <>
      <Typography variant="h4" component="p" sx={{ color: COLOUR.stop }}>
        {props.canRequote ? t.expiredHelp : t.expiredAsk}
      </Typography>
      {props.canRequote ? (
        <KeyButton fill look="main" keyName="Enter" label={t.quote} onPress={props.onTake} />
      ) : null}
    </>
  );
}

/** What can be done with the visit now. */
function Payment(props: TenderPanelProps & { readonly visit: VisitSnapshot }) {
  const { language } = useSpeech();
  const { visit, now, onSlip } = props;
  const { upi } = visit;
  if (upi !== undefined && upi.state !== 'failed' && !props.cashInstead) {
    return <UpiPanel visit={visit} upi={upi} now={now} onSlip={onSlip} />;
  }
  if (props.expired) return <Expired {...props} />;
  return (
    <>
      {upi === undefined || upi.failure === null ? null : (
        <Typography role="status" sx={{ color: COLOUR.waiting, fontWeight: 600 }}>
          {errorSentence(upi.failure, language)}
        </Typography>
      )}
      <Taking {...props} visit={visit} />
      {visit.totalPaise === 0 ? null : <OtherWays {...props} visit={visit} />}
    </>
  );
}

export function TenderPanel(props: TenderPanelProps) {
  const { t } = useSpeech();
  const { visit, snapshot } = props;
  return (
    <Box
      component="section"
      aria-label={t.tender}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2, height: '100%' }}
    >
      <Ways {...props} />
      {visit === null ? (
        <Typography sx={{ color: 'text.secondary' }}>{t.tenderIdle}</Typography>
      ) : (
        <Payment {...props} visit={visit} />
      )}
      <Box sx={{ flex: 1 }} />
      {visit === null ? <AsidePayments aside={snapshot.upi?.aside ?? []} /> : null}
      {snapshot.paid === null || visit !== null ? null : <LastPayment paid={snapshot.paid} />}
      {snapshot.paid !== null && visit !== null ? (
        <Ends sx={{ color: 'text.secondary' }}>
          <span>
            {t.lastPayment} · {t.changeBack}
          </span>
          <Money paise={snapshot.paid.changePaise} />
        </Ends>
      ) : null}
    </Box>
  );
}
