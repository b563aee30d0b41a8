/** Offices: what each is held to, its banks and treasury, and its books of leaves. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';

import { formatRupees } from '#domain/money.ts';
import { COLOUR } from '#renderer/theme.ts';
import type { OfficeRow, Overview } from '#server/api/contract.ts';
import type { OfficeDesk } from '#server/api/hq-days-contract.ts';

import { hq } from '#server/web/api.ts';
import { DeskDialog } from '#server/web/parts/desk-dialog.tsx';
import { Filter, Filters } from '#server/web/parts/filters.tsx';
import { LeafBooksTable } from '#server/web/parts/leaf-books.tsx';
import { Notice, Panel, WhenReady } from '#server/web/parts/states.tsx';
import { ACT_WORDS } from '#server/web/texts-cases.ts';
import { DAYS_WORDS } from '#server/web/texts-days.ts';
import { useWords } from '#server/web/texts.ts';
import { useAddress } from '#server/web/use-address.ts';
import { useHq } from '#server/web/use-hq.ts';

const MINUTES_AN_HOUR = 60;
const DUE_IF_UNSET = 1;

type Limit = OfficeDesk['deposits']['office'];

const LINES = {
  m: 0,
  display: 'grid',
  columnGap: 3,
  rowGap: 1,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'max-content minmax(0, 1fr)' },
} as const;

function DeskFacts({ desk }: { desk: OfficeDesk }) {
  const { language } = useWords();
  const say = (word: keyof typeof DAYS_WORDS): string => DAYS_WORDS[word][language];
  const limit = (of: Limit): string =>
    of === undefined ? say('noLimit') : `${formatRupees(of.mostPaise)} · ${say(of.act)}`;
  const facts = [
    [say('officeMost'), limit(desk.deposits.office)],
    [say('officerMost'), limit(desk.deposits.officer)],
    [say('dueDays'), String(desk.deposits.dueWorkingDays ?? DUE_IF_UNSET)],
    [say('cutOff'), String(desk.cutOffMinutes / MINUTES_AN_HOUR)],
    [
      say('branches'),
      desk.branches.map(({ texts, code }) => `${texts[language]} · ${code}`).join('; ') ||
        say('noBranches'),
    ],
  ] as const;
  return (
    <Box component="dl" sx={LINES}>
      {facts.map(([label, value]) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Typography component="dt" color="text.secondary">
            {label}
          </Typography>
          <Typography component="dd" sx={{ m: 0, mb: { xs: 1, md: 0 } }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function Office({ office }: { office: OfficeRow }) {
  const { language } = useWords();
  const { officeId } = office;
  const [version, setVersion] = useState(0);
  const [isChanging, setChanging] = useState(false);
  const desk = useHq(() => hq.desk(officeId), `desk-${officeId}-${version}`);
  const done = (): void => {
    setChanging(false);
    setVersion(version + 1);
  };
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Panel title={DAYS_WORDS.desk[language]}>
        <WhenReady loaded={desk} minHeight={240}>
          {(value) => (
            <>
              <DeskFacts desk={value} />
              <Button
                variant="outlined"
                onClick={() => setChanging(true)}
                sx={{ mt: 2, minHeight: 48, color: COLOUR.actionDark }}
              >
                {ACT_WORDS.setDesk[language]}
              </Button>
              {isChanging ? <DeskDialog office={office} desk={value} onDone={done} /> : null}
            </>
          )}
        </WhenReady>
      </Panel>
      <Panel title={DAYS_WORDS.books[language]}>
        <LeafBooksTable office={office} />
      </Panel>
    </Box>
  );
}

export function OfficesPage({ overview }: { overview: Overview }) {
  const { language } = useWords();
  const [typed, setOffice] = useAddress('office');
  const { offices } = overview;
  const office = offices.find(({ officeId }) => officeId === typed) ?? offices[0];
  if (office === undefined) {
    return <Notice tone="quiet">{DAYS_WORDS.noOffices[language]}</Notice>;
  }
  return (
    <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Filters>
        <Filter
          label={DAYS_WORDS.office[language]}
          value={office.officeId}
          options={offices.map(({ officeId, name }) => [officeId, name[language]])}
          onValue={setOffice}
        />
      </Filters>
      <Office key={office.officeId} office={office} />
    </Box>
  );
}
