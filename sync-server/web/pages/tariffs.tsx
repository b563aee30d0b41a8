/** Tariffs: what is in force, by which authority, from when, and who made and approved it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { istDate, type Instant } from '#domain/time.ts';
import { COLOUR, SIZE } from '#renderer/theme.ts';
import type { TariffRow } from '#server/api/contract.ts';

import { hq } from '#server/web/api.ts';
import { ActDialog } from '#server/web/parts/act-dialog.tsx';
import { Notice, Panel, WhenReady } from '#server/web/parts/states.tsx';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { fill, useWords, type Words } from '#server/web/texts.ts';
import { useHq } from '#server/web/use-hq.ts';

const ORDER: readonly TariffRow['state'][] = ['in_force', 'future', 'expired', 'recalled'];

/** `24-11-2026` */
const showDay = (at: Instant): string => istDate(at).split('-').toReversed().join('-');

function validity(row: TariffRow, t: Words['t']): string {
  const until = row.validTo === null ? t.openEnded : fill(t.until, { date: showDay(row.validTo) });
  return `${fill(t.from, { date: showDay(row.validFrom) })} · ${until}`;
}

function Tariff({ row, onRecall }: { row: TariffRow; onRecall: () => void }) {
  const { language, t } = useWords();
  const recalled = ACT_WORDS.recalled[language];
  const words = { in_force: t.inForce, future: t.future, expired: t.expired, recalled };
  const state = words[row.state];
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider', py: 2, opacity: 1 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="h4" component="h3">
          {row.title[language]}
        </Typography>
        <Chip
          label={state}
          color={row.state === 'in_force' ? 'success' : 'default'}
          variant={row.state === 'in_force' ? 'filled' : 'outlined'}
          sx={{ fontSize: SIZE.base }}
        />
        {row.state !== 'recalled' && (
          <Button onClick={onRecall} sx={{ ml: 'auto', color: COLOUR.actionDark }}>
            {ACT_WORDS.recall[language]}
          </Button>
        )}
      </Box>
      <Typography>
        {row.authority} · {t.version} {row.version} · {validity(row, t)}
      </Typography>
      <Typography color="text.secondary">
        {fill(t.servicesIn, { n: row.services.length })}:{' '}
        {row.services.map((service) => service.texts[language]).join(' · ')}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
        {fill(t.signedBy, { maker: row.makerId, approver: row.approverId })} · {row.hash}
      </Typography>
    </Box>
  );
}

export function TariffsPage() {
  const { language, t } = useWords();
  const [version, setVersion] = useState(0);
  const [recalling, setRecalling] = useState<TariffRow | null>(null);
  const tariffs = useHq(() => hq.tariffs(), `tariffs-${version}`);
  const done = (): void => {
    setRecalling(null);
    setVersion(version + 1);
  };
  return (
    <Panel title={t.tariffs}>
      <WhenReady loaded={tariffs} minHeight={480}>
        {(value) =>
          value.rows.length === 0 ? (
            <Notice tone="quiet">{t.tariffsEmpty}</Notice>
          ) : (
            <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {[...value.rows]
                .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
                .map((row) => (
                  <Tariff
                    key={`${row.tariffId}-${row.version}`}
                    row={row}
                    onRecall={() => setRecalling(row)}
                  />
                ))}
            </Box>
          )
        }
      </WhenReady>
      {recalling !== null && (
        <ActDialog
          title={recalling.title[language]}
          address={`tariffs/${recalling.tariffId}/${recalling.version}`}
          acts={[
            {
              verb: 'recall',
              fields: [{ name: 'reason', label: 'reason', multiline: true }],
              note: 'recallNote',
            },
          ]}
          onDone={done}
        >
          <Typography>
            {recalling.authority} · {t.version} {recalling.version}
          </Typography>
        </ActDialog>
      )}
    </Panel>
  );
}
