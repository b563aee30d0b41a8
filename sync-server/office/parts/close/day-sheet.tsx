/**
 * The day's document as it prints: what is read here is what is signed. While a drawer of the day is
 * still to be counted nobody here is told what is in it, and the document would.
 */
import Typography from '@mui/material/Typography';

import type { DayDocument } from '#domain/day/document.ts';
import { dayCloseForm, type DayClose } from '#domain/documents/day-close.ts';
import { COLOUR } from '#renderer/theme.ts';

import { FormSheet } from '#server/web/parts/form-sheet.tsx';
import { CLOSE_WORDS } from '#server/office/texts-close.ts';
import { useSay } from '#server/office/words.ts';

interface DaySheetProps {
  readonly title: string;
  readonly document: DayDocument | null;
  /** Without `signed`: before anybody signs. */
  readonly of: Omit<DayClose, 'document'>;
}

export function DaySheet({ title, document, of }: DaySheetProps) {
  const say = useSay(CLOSE_WORDS);
  if (document === null) {
    return (
      <Typography role="status" sx={{ p: 2, bgcolor: COLOUR.waitingSoft, color: COLOUR.waiting }}>
        {say('blind')}
      </Typography>
    );
  }
  const form = dayCloseForm({ ...of, document });
  return <FormSheet title={title} form={form} isFramed={of.signed === null} />;
}
