/** A sum as challans and cheques have it: in figures and in words. */
import Typography from '@mui/material/Typography';

import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import { Money } from '#renderer/ui/Money.tsx';
import { useWords } from '#server/web/texts.ts';

export function Sum(props: {
  readonly row: { readonly amountPaise: Paise; readonly inWords: Texts };
}) {
  const { amountPaise, inWords } = props.row;
  const { language } = useWords();
  return (
    <>
      <Typography variant="h3" component="p">
        <Money paise={amountPaise} />
      </Typography>
      <Typography>{inWords[language]}</Typography>
    </>
  );
}
