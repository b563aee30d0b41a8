/** A service and its facts, where a task asks for them: found by typing, then folded over its facts. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useReducer } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import type { Instant } from '#domain/time.ts';
import type { Counter } from '#renderer/clerk/counter/use-counter.ts';
import { useSpeech } from '#renderer/texts/use-texts.tsx';

import { FactFields } from './FactFields.tsx';
import { askedOf, EMPTY_ITEM, isLooking, itemReducer } from './item-state.ts';
import { ChosenService, ServiceSearch } from './ServiceSearch.tsx';
import { useItemLookups } from './use-item.ts';

export function usePickedItem(of: {
  readonly connection: TerminalConnection;
  readonly counter: Counter;
  /** Priced as it was then; null: not yet. Absent: as it is now. */
  readonly writtenAt?: Instant | null;
}) {
  const { connection, counter } = of;
  const { language } = useSpeech();
  const [item, dispatch] = useReducer(itemReducer, EMPTY_ITEM);
  const take = (serviceCode: string): void => {
    void counter.run('describeService', { serviceCode }).then((answer) => {
      if (answer?.ok === true) dispatch({ type: 'chosen', service: answer.value });
    });
  };
  const then = of.writtenAt === undefined ? {} : { writtenAt: of.writtenAt };
  useItemLookups({ connection, item, dispatch, language, take, ...then });
  const pick = (index: number): void => {
    const found = item.found?.[index];
    if (isLooking(item)) dispatch({ type: 'firstWanted' });
    else if (found !== undefined) take(found.serviceCode);
  };
  return { item, dispatch, pick };
}

export type PickedItem = ReturnType<typeof usePickedItem>;

export function ItemPicker({
  picked: { item, dispatch, pick },
  title,
}: {
  readonly picked: PickedItem;
  readonly title: string;
}) {
  const { language } = useSpeech();
  const rows = item.query.trim() === '' ? [] : (item.found ?? []);
  if (item.service === null) {
    return (
      <ServiceSearch
        query={item.query}
        rows={rows.map((service) => ({
          key: service.serviceCode,
          mark: service.mnemonic,
          title: service.texts[language],
          detail: service.department[language],
        }))}
        highlighted={item.highlighted}
        nothingFound={item.found?.length === 0 && item.query.trim() !== ''}
        onQuery={(query) => dispatch({ type: 'queryTyped', query })}
        onMove={(by) => dispatch({ type: 'moved', by, rows: rows.length })}
        onPick={pick}
      />
    );
  }
  return (
    <>
      <Typography variant="h4" component="h3" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <ChosenService service={item.service} onOther={() => dispatch({ type: 'cleared' })} />
      <Box sx={{ height: 8 }} />
      <FactFields
        asked={askedOf(item)}
        texts={item.texts}
        showProblems={item.showProblems}
        refused={null}
        onText={(fact, text) => dispatch({ type: 'factTyped', fact, text })}
      />
    </>
  );
}
