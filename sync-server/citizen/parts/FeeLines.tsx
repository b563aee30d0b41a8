/** The official lines with the authority of each: as charged, or as published where only that is known. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

import { formatRupees } from '#domain/money.ts';
import type { ShownFee, ShownReceipt } from '#server/citizen/check.ts';
import { lineInWords } from '#server/citizen/fee-words.ts';
import { useWords, type Words } from '#server/citizen/texts.ts';

interface Row {
  readonly key: string;
  readonly text: string;
  readonly authority: string;
  readonly count: string | null;
  readonly amount: string;
}

function chargedRows(fee: ShownFee, words: Words): readonly Row[] {
  return (fee.lines ?? []).map(({ code, quantity, ratePaise, amountPaise }) => {
    const line = fee.service.lines.find((candidate) => candidate.code === code);
    const rounding = fee.tariff.rounding;
    const isCounted = quantity !== undefined && ratePaise !== undefined;
    return {
      key: code,
      text: line?.texts[words.language] ?? rounding?.texts[words.language] ?? words.say('rounding'),
      authority: line?.authority ?? rounding?.authority ?? '',
      count: isCounted ? `${quantity} × ${formatRupees(ratePaise)}` : null,
      amount: formatRupees(amountPaise),
    };
  });
}

const publishedRows = (fee: ShownFee, words: Words): readonly Row[] =>
  fee.service.lines.map((line) => ({
    key: line.code,
    text: line.texts[words.language],
    authority: line.authority,
    count: null,
    amount: lineInWords(line, fee.tariff, words),
  }));

function FeeRow({ row }: { row: Row }) {
  return (
    <Box component="li" sx={{ py: 1.5, borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 2, justifyContent: 'space-between' }}>
        <Typography sx={{ fontSize: 18 }}>{row.text}</Typography>
        <Typography
          sx={{ fontSize: 18, fontWeight: 600, textAlign: 'right', flexShrink: 0, maxWidth: '50%' }}
        >
          {row.amount}
        </Typography>
      </Box>
      <Box
        sx={{ display: 'flex', gap: 2, justifyContent: 'space-between', color: 'text.secondary' }}
      >
        <Typography>{row.authority}</Typography>
        {row.count !== null && <Typography sx={{ flexShrink: 0 }}>{row.count}</Typography>}
      </Box>
    </Box>
  );
}

export function FeeLines(props: {
  fee: ShownFee | null;
  receipt: Pick<ShownReceipt, 'totalPaise'>;
}) {
  const { fee, receipt } = props;
  const words = useWords();
  const { say } = words;
  if (fee === null) return <Typography>{say('linesMissing')}</Typography>;
  const isCharged = fee.lines !== null;
  const rows = isCharged ? chargedRows(fee, words) : publishedRows(fee, words);
  return (
    <Box component="section">
      <Typography variant="h4" component="h2">
        {say(isCharged ? 'linesCharged' : 'linesPublished')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {rows.map((row) => (
          <FeeRow key={row.key} row={row} />
        ))}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', py: 1.5 }}>
        <Typography sx={{ fontSize: 18, fontWeight: 700 }}>{say('total')}</Typography>
        <Typography sx={{ fontSize: 18, fontWeight: 700 }}>
          {formatRupees(receipt.totalPaise)}
        </Typography>
      </Box>
      {!isCharged && <Typography color="text.secondary">{say('publishedNote')}</Typography>}
    </Box>
  );
}
