/** Keeps an item in step with the terminal: looks services up and previews while facts are typed. */
import { useEffect, useMemo, useRef, type Dispatch } from 'react';

import type { TerminalConnection } from '#contract/answers.ts';
import type { Language } from '#domain/language.ts';
import type { Instant } from '#domain/time.ts';

import { askedOf, type ItemAction, type ItemState } from './item-state.ts';

/** Previews are counted by the terminal: one is asked when the typing rests, not at every key. */
const REST_MS = 120;

export function useItemLookups(options: {
  readonly connection: TerminalConnection;
  readonly item: ItemState;
  readonly dispatch: Dispatch<ItemAction>;
  readonly language: Language;
  /** The first service found, where Enter was pressed before the answer came. */
  readonly take: (serviceCode: string) => void;
  /** Priced as it was then; null: nothing is priced yet. Absent: as it is now. */
  readonly writtenAt?: Instant | null;
}): void {
  const { connection, item, dispatch, language, take, writtenAt } = options;
  const { query, service, taking } = item;
  const latestTake = useRef(take);
  useEffect(() => {
    latestTake.current = take;
  });
  useEffect(() => {
    if (taking !== null) latestTake.current(taking.serviceCode);
  }, [taking]);
  useEffect(() => {
    if (service !== null || query.trim() === '') return undefined;
    let current = true;
    void connection.execute('findServices', { text: query.trim(), language }).then((answer) => {
      if (current && answer.ok) dispatch({ type: 'found', query, found: answer.value });
    });
    return () => {
      current = false;
    };
  }, [connection, dispatch, language, query, service]);

  const asked = useMemo(() => askedOf(item), [item]);
  const complete = service !== null && asked.problem === null && writtenAt !== null;
  const values = JSON.stringify(asked.values);
  useEffect(() => {
    if (!complete || service === null) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      dispatch({ type: 'previewAsked' });
      const facts = JSON.parse(values) as typeof asked.values;
      const { serviceCode } = service;
      const priced =
        writtenAt === undefined || writtenAt === null
          ? connection.execute('preview', { serviceCode, facts })
          : connection.execute('previewLeaf', { serviceCode, facts, writtenAt });
      void priced.then((answer) => {
        if (!current) return;
        if (answer.ok) dispatch({ type: 'previewed', preview: answer.value });
        else dispatch({ type: 'previewFailed', failure: answer.error });
      });
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [complete, connection, dispatch, service, values, writtenAt]);
}
