/** The journal, its second copy and the key, as they are now; the acts that need no second person. */
import type { CounterDescription } from '#contract/care.ts';
import type { JournalCheckSnapshot } from '#contract/snapshot.ts';
import { formatIstTime, istDate } from '#domain/time.ts';
import { showDate } from '#renderer/clerk/shell/Header.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { KeyButton } from '#renderer/ui/Key.tsx';

import { CarePart, Progress, Say } from './CarePart.tsx';

const MEGABYTE = 1_000_000;
/** `12,34,567`: as figures are written here. */
export const figure = (n: number): string => n.toLocaleString('en-IN');
const megabytes = (bytes: number): string => figure(Math.ceil(bytes / MEGABYTE));

function CheckState(props: { readonly check: JournalCheckSnapshot | undefined }) {
  const { t } = useSpeech();
  const { check } = props;
  const { state, seq = 0, lastSeq = 0, endedAt = null } = check ?? {};
  const time = endedAt === null ? '' : formatIstTime(endedAt);
  const isRunning = state === 'running';
  return (
    <>
      <Progress
        label={t.careCheck}
        done={state === undefined ? 0 : isRunning ? seq : lastSeq}
        of={lastSeq}
      />
      <Say live tone={state === 'good' ? 'good' : isRunning ? 'wait' : 'plain'}>
        {state === 'good'
          ? t.careGood(figure(lastSeq), time)
          : isRunning
            ? t.careChecking(figure(seq), figure(lastSeq))
            : t.careUnchecked}
      </Say>
    </>
  );
}

export function JournalPart(props: {
  readonly journal: CounterDescription['journal'];
  readonly check: JournalCheckSnapshot | undefined;
  readonly onCheck: () => void;
}) {
  const { t } = useSpeech();
  const { journal, check, onCheck } = props;
  const { lastSeq, acknowledgedSeq, freeBytes } = journal;
  return (
    <CarePart title={t.careJournal}>
      <Say>
        {t.careEntries(figure(lastSeq), figure(acknowledgedSeq))}
        {freeBytes === null ? null : ` · ${t.careFree(megabytes(freeBytes))}`}
      </Say>
      <CheckState check={check} />
      <KeyButton
        keyName="1"
        label={t.careCheck}
        disabled={check?.state === 'running'}
        onPress={onCheck}
      />
    </CarePart>
  );
}

function LastCopy(props: { readonly backup: CounterDescription['backup'] }) {
  const { t, sentence } = useSpeech();
  const { place, last, isWorking, failure } = props.backup;
  if (place === null) return <Say tone="wait">{t.careBackupNone}</Say>;
  const at =
    last === null ? null : t.careBackupAt(showDate(istDate(last.at)), formatIstTime(last.at));
  return (
    <>
      <Say live tone={isWorking ? 'wait' : failure !== null ? 'bad' : 'plain'}>
        {isWorking
          ? t.careBackupWorking
          : failure === null
            ? (at ?? t.careBackupNever)
            : sentence(failure)}
      </Say>
      <Say>{last === null ? place : t.careBackupPlace(place, megabytes(last.bytes))}</Say>
    </>
  );
}

export function BackupPart(props: {
  readonly backup: CounterDescription['backup'];
  readonly onBackUp: () => void;
}) {
  const { t } = useSpeech();
  const { backup, onBackUp } = props;
  return (
    <CarePart title={t.careBackup}>
      <LastCopy backup={backup} />
      <Say>{t.careRestore}</Say>
      <KeyButton
        keyName="2"
        label={t.careBackupGo}
        disabled={backup.place === null || backup.isWorking}
        onPress={onBackUp}
      />
    </CarePart>
  );
}

export function KeyPart(props: { readonly keyState: CounterDescription['key'] }) {
  const { t } = useSpeech();
  const { keyId, number, validTo, asked } = props.keyState;
  return (
    <CarePart title={t.careKey}>
      <Say>{t.careKeyName(keyId, String(number))}</Say>
      {validTo === null ? null : <Say>{t.careKeyUntil(showDate(validTo))}</Say>}
      {asked.length === 0 ? <Say>{t.careKeyQuiet}</Say> : null}
      {asked.includes('rotate_key') ? <Say tone="wait">{t.careKeyRotate}</Say> : null}
      {asked.includes('retire') ? <Say tone="wait">{t.careKeyRetire}</Say> : null}
    </CarePart>
  );
}
