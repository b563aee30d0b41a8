/** What came out: the verdict, the one amount, its lines, where it was paid, and whom to call. */
import Phone from '@mui/icons-material/Phone';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';

import { formatRupees } from '#domain/money.ts';
import { formatIstTime, istDate, type Instant } from '#domain/time.ts';
import { amountInWords } from '#domain/words.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { Checked, ShownReceipt, Verdict } from '#server/citizen/check.ts';
import { useWords } from '#server/citizen/texts.ts';
import { FeeLines } from './FeeLines.tsx';
import { VerdictBand } from './VerdictBand.tsx';

/** As on paper: `23-11-2026 11:42`. */
function shownTime(at: Instant): string {
  const [year, month, day] = istDate(at).split('-');
  return `${day}-${month}-${year} ${formatIstTime(at)}`;
}

/** States in which the amount is what the office should have taken. */
const AMOUNT_STANDS: ReadonlySet<Verdict> = new Set<Verdict>([
  'confirmed',
  'unconfirmed',
  'not_yet_received',
]);
const CAN_ASK_AGAIN: ReadonlySet<Verdict> = new Set<Verdict>([
  'unconfirmed',
  'not_yet_received',
  'unreachable',
  'no_keys',
]);

/** Nothing is known of a receipt that somebody could be told of. */
const NOTHING_TO_TELL: ReadonlySet<Verdict> = new Set<Verdict>([
  'unreadable',
  'unreachable',
  'no_keys',
]);

function Amount({ receipt }: { receipt: ShownReceipt }) {
  const { say, language } = useWords();
  const isNil = receipt.totalPaise === 0;
  return (
    <Box component="section">
      <Typography variant="h4" component="h2">
        {say('paidExactly')}
      </Typography>
      <Typography variant="h2" component="p" sx={{ overflowWrap: 'anywhere' }}>
        {formatRupees(receipt.totalPaise)}
      </Typography>
      <Typography sx={{ fontSize: 18 }}>
        {isNil ? say('nothingToPay') : amountInWords(receipt.totalPaise, language)}
      </Typography>
    </Box>
  );
}

function Facts({ checked, receipt }: { checked: Checked; receipt: ShownReceipt }) {
  const { say, language } = useWords();
  const { office, fee, refund } = checked;
  const { counterId, totalPaise } = receipt;
  const rows: readonly (readonly [string, string])[] = [
    [say('number'), receipt.receiptNumber],
    ...(fee === null ? [] : [[say('service'), fee.service.texts[language]] as const]),
    [say('office'), office?.name[language] ?? counterId.slice(0, counterId.lastIndexOf('-'))],
    ...(office === null ? [] : [[say('department'), office.department[language]] as const]),
    [say('counter'), counterId],
    [say('issuedAt'), shownTime(receipt.issuedAt)],
    [say('paidBy'), say(receipt.tenderKind)],
    // What must have come back.
    ...(checked.verdict === 'reversed'
      ? [[say('amountCancelled'), formatRupees(totalPaise)] as const]
      : []),
    ...(refund === null
      ? []
      : [
          [
            say(refund.state === 'paid' ? 'refunded' : 'refundApproved'),
            formatRupees(refund.amountPaise),
          ] as const,
          ...(refund.sanctionNumber === null
            ? []
            : [[say('sanction'), refund.sanctionNumber] as const]),
        ]),
    ...(fee === null
      ? []
      : ([
          [say('tariff'), `${fee.tariff.authority}, ${say('version', { n: fee.tariff.version })}`],
        ] as const)),
  ];
  return (
    <Box component="section">
      <Typography variant="h4" component="h2" sx={{ mb: 1 }}>
        {say('where')}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
        {rows.map(([label, value]) => (
          <Box key={label}>
            <Typography component="dt" color="text.secondary">
              {label}
            </Typography>
            <Typography component="dd" sx={{ m: 0, fontSize: 18, overflowWrap: 'anywhere' }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Complaint({ checked }: { checked: Checked }) {
  const { say } = useWords();
  const { office, verdict } = checked;
  const stands = AMOUNT_STANDS.has(verdict);
  return (
    <Box component="section" sx={{ bgcolor: COLOUR.actionSoft, borderRadius: 1, p: 2 }}>
      <Typography variant="h4" component="h2">
        {say(stands ? 'askedMore' : 'whatToDo')}
      </Typography>
      <Typography sx={{ fontSize: 18, my: 1 }}>
        {say(stands ? 'askedMoreText' : 'tellText')}
      </Typography>
      {office === null ? (
        <Typography sx={{ fontSize: 18 }}>{say('noNumber')}</Typography>
      ) : (
        <Button
          variant="contained"
          disableElevation
          size="large"
          fullWidth
          startIcon={<Phone />}
          href={`tel:${office.complaintNumber.replaceAll(/[^\d+]/g, '')}`}
          sx={{ minHeight: 56, fontSize: 20 }}
        >
          {say('call', { number: office.complaintNumber })}
        </Button>
      )}
    </Box>
  );
}

export interface ResultProps {
  readonly checked: Checked;
  readonly onAgain: () => void;
  readonly onRetry: () => void;
}

export function ResultView({ checked, onAgain, onRetry }: ResultProps) {
  const { say } = useWords();
  const { verdict, receipt, fee } = checked;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <VerdictBand verdict={verdict} />
      {receipt !== null && AMOUNT_STANDS.has(verdict) && <Amount receipt={receipt} />}
      {CAN_ASK_AGAIN.has(verdict) && (
        <Button variant="outlined" size="large" onClick={onRetry} sx={{ minHeight: 56 }}>
          {say('retry')}
        </Button>
      )}
      {receipt !== null && AMOUNT_STANDS.has(verdict) && <FeeLines fee={fee} receipt={receipt} />}
      {receipt !== null && <Facts checked={checked} receipt={receipt} />}
      {!NOTHING_TO_TELL.has(verdict) && <Complaint checked={checked} />}
      <Button variant="outlined" size="large" onClick={onAgain} sx={{ minHeight: 56 }}>
        {say('again')}
      </Button>
    </Box>
  );
}
