/** A QR code as one path of squares: sharp at any size, with the quiet margin that readers need. */
import Box from '@mui/material/Box';
import { create } from 'qrcode';
import { useMemo } from 'react';

const QUIET = 4;

function pathOf(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) !== 0) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}

export function QrCode(props: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => pathOf(props.text), [props.text]);
  return (
    <Box
      component="svg"
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      sx={{ display: 'block', width: '100%', height: '100%' }}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </Box>
  );
}
