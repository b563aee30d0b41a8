/** An amount of money as it is charged: the rupee sign, Indian grouping, paise, never abbreviated. */
import { styled } from '@mui/material/styles';

import { formatPaise, formatRupees, type Paise } from '#domain/money.ts';

const Figure = styled('span')({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' });

export function Money(props: { readonly paise: Paise; readonly sign?: boolean }) {
  const { paise, sign = true } = props;
  return <Figure>{sign ? formatRupees(paise) : formatPaise(paise)}</Figure>;
}

/** `500`, `0.50`: the face of a note or coin. */
export const faceValue = (valuePaise: number): string =>
  valuePaise >= 100 ? String(valuePaise / 100) : `0.${valuePaise}`;
