/** The clerk's column: one part open at a time, what is done folded to a line. */
import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import Typography from '@mui/material/Typography';

import type { ServiceFound } from '#contract/answers.ts';
import type { VisitSnapshot } from '#contract/snapshot.ts';
import { CitizenFields } from '#renderer/clerk/citizen/CitizenFields.tsx';
import { showMobile } from '#renderer/clerk/citizen/citizen-draft.ts';
import { factSummary, FactFields } from '#renderer/clerk/item/FactFields.tsx';
import { namedFailure } from '#renderer/clerk/item/named-failure.ts';
import { askedOf, type ItemState } from '#renderer/clerk/item/item-state.ts';
import { ChosenService, ServiceSearch } from '#renderer/clerk/item/ServiceSearch.tsx';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';
import { useSpeech, type Speech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';
import { Section } from '#renderer/ui/Section.tsx';

import type { CounterState } from './counter-state.ts';
import { rowOf } from './search-rows.ts';
import { find, goOn, pick, type Moment } from './use-counter.ts';

interface Pair {
  readonly label: string;
  readonly value: string;
}

function Pairs(props: { readonly pairs: readonly Pair[] }) {
  return (
    <Box component="dl" sx={{ m: 0 }}>
      {props.pairs.map(({ label, value }) => (
        <Box
          key={label}
          sx={{ display: 'grid', gridTemplateColumns: '32% minmax(0, 1fr)', gap: 1.5, py: 0.25 }}
        >
          <Typography component="dt" sx={{ color: 'text.secondary', lineHeight: 1.35 }}>
            {label}
          </Typography>
          <Typography
            component="dd"
            sx={{ m: 0, fontWeight: 600, lineHeight: 1.35, overflowWrap: 'anywhere' }}
          >
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

const LANGUAGE_NAMES = { en: en.languageName, hi: hi.languageName };

function identityPairs({ identity }: VisitSnapshot, t: Speech['t']): readonly Pair[] {
  if (identity === undefined) return [];
  const { way, reason } = identity;
  const why = reason === null ? '' : t[`fallback_${reason}`];
  const words = {
    finger: t.identityByFinger,
    otp: t.identityByCode(why),
    manager: t.identityByManager(why),
  };
  return [{ label: t.identity, value: way === null ? t.identity_needed : words[way] }];
}

function visitPairs(visit: VisitSnapshot, { t }: Speech): readonly Pair[] {
  const number = visit.mobile === null ? t.noPhone : showMobile(visit.mobile);
  const mobile = visit.contact === undefined ? number : `${number} · ${t.noMessages}`;
  return [
    { label: t.payer, value: visit.payer },
    ...(visit.beneficiary === null ? [] : [{ label: t.beneficiary, value: visit.beneficiary }]),
    { label: t.applicationRef, value: visit.applicationRef },
    { label: t.citizenLanguage, value: LANGUAGE_NAMES[visit.language] },
    { label: t.mobile, value: mobile },
    ...identityPairs(visit, t),
  ];
}

/** A quote stands: nothing here can be typed, all of it can be read. */
function VisitColumn(props: { readonly visit: VisitSnapshot; readonly onAdd: () => void }) {
  const speech = useSpeech();
  const { t, language } = speech;
  const { visit } = props;
  const last = visit.quotes.at(-1);
  return (
    <>
      <Section title={t.service}>
        {visit.quotes.map((quote) => (
          <Typography key={quote.quoteId} sx={{ fontWeight: 600, py: 0.25, lineHeight: 1.35 }}>
            {quote.serviceTexts[language]}
          </Typography>
        ))}
      </Section>
      {last === undefined || last.factsInWords.length === 0 ? null : (
        <Section title={t.facts}>
          {last.factsInWords.map((fact) => (
            <Typography key={fact.en} sx={{ lineHeight: 1.35, py: 0.25 }}>
              {fact[language]}
            </Typography>
          ))}
        </Section>
      )}
      <Section title={t.citizen}>
        <Pairs pairs={visitPairs(visit, speech)} />
      </Section>
      <Box sx={{ ml: -1.5 }}>
        <KeyButton look="quiet" keyName="/" label={t.addService} onPress={props.onAdd} />
      </Box>
    </>
  );
}

function SearchSection(props: { readonly moment: Moment }) {
  const speech = useSpeech();
  const { counter, offers } = props.moment;
  const { state, dispatchItem } = counter;
  const searched = state.item.query.trim() !== '' && state.item.found !== null;
  return (
    <ServiceSearch
      query={state.item.query}
      rows={offers.map((offer) => rowOf(offer, state, speech))}
      highlighted={state.item.highlighted}
      nothingFound={searched && offers.length === 0}
      onQuery={(query) => dispatchItem({ type: 'queryTyped', query })}
      onMove={(by) => dispatchItem({ type: 'moved', by, rows: offers.length })}
      onPick={(index) => void pick(props.moment, index)}
    />
  );
}

function refusedFact(item: ItemState, speech: Speech): string | null {
  if (item.preview.status !== 'failed') return null;
  const { failure } = item.preview;
  const name = failure.details?.['fact'];
  if (item.service?.facts.some((fact) => fact.name === name) !== true) return null;
  return speech.sentence(namedFailure(failure, item.service, speech.language));
}

/** The key that goes on stands below what is typed, and stays in sight however long that is. */
const Whole = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: 'minmax(0, max-content) auto',
  alignContent: 'start',
  rowGap: 4,
});

/** The padding is the room that a focused field's outline needs. */
const Scrolls = styled('div')({ overflow: 'auto', padding: 3, margin: -3 });

function FactsSection(props: { readonly moment: Moment }) {
  const speech = useSpeech();
  const { state, dispatchItem } = props.moment.counter;
  return (
    <Section title={speech.t.facts}>
      <FactFields
        asked={askedOf(state.item)}
        texts={state.item.texts}
        showProblems={state.item.showProblems}
        refused={refusedFact(state.item, speech)}
        onText={(fact, text) => dispatchItem({ type: 'factTyped', fact, text })}
      />
    </Section>
  );
}

function CitizenSection(props: { readonly moment: Moment }) {
  const { t } = useSpeech();
  const { state, dispatch } = props.moment.counter;
  return (
    <Section title={t.citizen}>
      <CitizenFields
        draft={state.citizen}
        showProblems={state.showCitizenProblems}
        onText={(field, text) => dispatch({ type: 'citizenTyped', field, text })}
      />
    </Section>
  );
}

/** The charge that is being written: the service, then its facts, then who is served. */
function DraftColumn(props: {
  readonly moment: Moment;
  readonly service: Pick<ServiceFound, 'mnemonic' | 'texts'>;
}) {
  const speech = useSpeech();
  const { t } = speech;
  const { moment, service } = props;
  const { state } = moment.counter;
  const asked = askedOf(state.item);
  const writing = state.step === 'facts';
  const word = writing ? t.goOn : state.pending === 'quote' ? t.working : t.enterQuotes;
  return (
    <Whole>
      <Scrolls>
        <ChosenService service={service} onOther={() => find(moment)}>
          {writing || asked.facts.length === 0 ? null : (
            <Pairs pairs={factSummary(asked, state.item.texts, speech)} />
          )}
        </ChosenService>
        {writing ? <FactsSection moment={moment} /> : null}
        {state.step === 'citizen' ? <CitizenSection moment={moment} /> : null}
      </Scrolls>
      <KeyButton
        fill
        look="main"
        keyName="Enter"
        label={word}
        disabled={state.pending !== null || state.task !== null}
        onPress={() => void goOn(moment)}
      />
    </Whole>
  );
}

const isVisitShown = (state: CounterState): boolean => state.step === 'tender';

export function LeftColumn(props: { readonly moment: Moment }) {
  const { moment } = props;
  const { state } = moment.counter;
  const { visit } = moment.snapshot;
  if (visit !== null && isVisitShown(state)) {
    return <VisitColumn visit={visit} onAdd={() => find(moment)} />;
  }
  const { service } = state.item;
  if (service === null) return <SearchSection moment={moment} />;
  return <DraftColumn moment={moment} service={service} />;
}
